FROM python:3.13-slim
WORKDIR /app
COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY bot bot
COPY cogs cogs
COPY sandbox sandbox
RUN useradd --create-home encore && mkdir data && chown encore data
USER encore
VOLUME /app/data
CMD ["python", "-m", "bot"]
