"""The gateway: sessions, heartbeats, events with a log for resuming (https://discord.com/developers/docs/events/gateway)."""

import asyncio
import json
import secrets
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum, IntFlag

from aiohttp import WSMsgType, web

from sandbox import payloads
from sandbox.errors import Violations
from sandbox.models import JSON, Event, Guild
from sandbox.permissions import Permission
from sandbox.world import World


class Op(IntEnum):
    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE = 3
    VOICE_STATE = 4
    RESUME = 6
    RECONNECT = 7
    REQUEST_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class Close(IntEnum):
    UNKNOWN_OPCODE = 4001
    DECODE_ERROR = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    RATE_LIMITED = 4008
    INVALID_SHARD = 4010
    SHARDING_REQUIRED = 4011
    INVALID_INTENTS = 4013
    DISALLOWED_INTENTS = 4014


class Intent(IntFlag):
    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    DIRECT_MESSAGES = 1 << 12
    MESSAGE_CONTENT = 1 << 15


PRIVILEGED = Intent.GUILD_MEMBERS | Intent.PRESENCES | Intent.MESSAGE_CONTENT
KNOWN_INTENTS = (1 << 26) - 1
LONGEST_PAYLOAD = 4096
ACK_SECONDS = 0.02
NEEDS_GUILDS = ("GUILD_CREATE", "GUILD_DELETE", "GUILD_UPDATE", "GUILD_ROLE_", "CHANNEL_", "THREAD_")


def needed_intent(event: Event) -> Intent:
    """The intent that a session must have asked for; 0 for what everyone gets."""
    if event.name.startswith("MESSAGE_"):
        return Intent.GUILD_MESSAGES if event.guild_id else Intent.DIRECT_MESSAGES
    return Intent.GUILDS if event.name.startswith(NEEDS_GUILDS) and event.guild_id else Intent(0)


def without_content(message: JSON, bot_id: int) -> JSON:
    """What a bot without the message-content intent sees of others' messages in servers that do not mention it."""
    mentioned = any(user["id"] == str(bot_id) for user in message["mentions"])
    if message["author"]["id"] == str(bot_id) or mentioned:
        return message
    return message | {"content": "", "embeds": [], "attachments": [], "components": []}


class Closed(Exception):
    """The connection is ended with this code."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(why)
        self.code = code
        self.why = why


@dataclass(slots=True, eq=False)
class Session:
    id: str
    intents: Intent
    shard: tuple[int, int]
    sequence: int = 0
    log: deque[JSON] = field(default_factory=lambda: deque(maxlen=2000))
    connection: "Connection | None" = None

    def dispatch(self, name: str, data: JSON) -> None:
        self.sequence += 1
        frame = {"op": Op.DISPATCH, "t": name, "s": self.sequence, "d": data}
        self.log.append(frame)
        if self.connection is not None:
            self.connection.send(frame)

    def holds(self, guild_id: int | None) -> bool:
        number, count = self.shard
        return number == 0 if guild_id is None else (guild_id >> 22) % count == number


class Connection:
    """One websocket; frames are queued so that the world never waits for a slow reader."""

    def __init__(self, socket: web.WebSocketResponse, compress: bool) -> None:
        self.socket = socket
        self.frames: asyncio.Queue[JSON | Closed] = asyncio.Queue()
        self.session: Session | None = None
        self.received: deque[float] = deque()
        self._deflate = zlib.compressobj() if compress else None

    def send(self, frame: JSON) -> None:
        self.frames.put_nowait(frame)

    def close(self, code: int, why: str) -> None:
        self.frames.put_nowait(Closed(code, why))

    async def write(self) -> None:
        """Send what is queued until the connection is to be closed."""
        while True:
            frame = await self.frames.get()
            if isinstance(frame, Closed):
                await self.socket.close(code=frame.code, message=frame.why.encode())
                return
            text = json.dumps(frame, separators=(",", ":"))
            if self._deflate is None:
                await self.socket.send_str(text)
            else:
                data = self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
                await self.socket.send_bytes(data)


class Gateway:
    """All sessions of the bot. `url` is known once the server listens."""

    def __init__(self, world: World, token: str, violations: Violations) -> None:
        self.world = world
        self.token = token
        self.url = ""
        self.heartbeat_ms = 41_250
        self.sends_per_minute = 120
        self.allowed_privileged = Intent(0)
        self.sessions: dict[str, Session] = {}
        self.connections: set[Connection] = set()
        self.watchers: list[Callable[[bool], None]] = []
        self._violations = violations
        self._ready = asyncio.Event()
        world.listeners.append(self.on_event)

    @property
    def online(self) -> bool:
        return any(session.connection for session in self.sessions.values())

    @property
    def reads_content(self) -> bool:
        return Intent.MESSAGE_CONTENT in self.allowed_privileged

    async def ready(self) -> None:
        """Return once the bot is identified (or has resumed)."""
        await self._ready.wait()

    def on_event(self, event: Event) -> None:
        if event.private_to is not None or not self._visible(event):
            return
        intent = needed_intent(event)
        for session in self.sessions.values():
            if (intent and intent not in session.intents) or not session.holds(event.guild_id):
                continue
            data = event.data
            if "content" in data and event.guild_id and Intent.MESSAGE_CONTENT not in session.intents:
                data = without_content(data, self.world.bot.id)
            session.dispatch(event.name, data)

    def _visible(self, event: Event) -> bool:
        """Messages reach the bot only from where it may look; everything else only from its servers."""
        if event.name.startswith("MESSAGE_"):
            channel = self.world.channels[event.channel_id or 0]
            return Permission.VIEW_CHANNEL in self.world.permissions(self.world.bot, channel)
        if event.guild_id is None or event.name == "GUILD_DELETE":
            return True
        return self.world.bot.id in self.world.guilds[event.guild_id].members

    def interaction(self, payload: JSON, guild_id: int | None) -> bool:
        """Tell of an interaction; False when nobody listens."""
        for session in self.sessions.values():
            if session.connection is not None and session.holds(guild_id):
                session.dispatch("INTERACTION_CREATE", payload)
                return True
        return False

    def reconnect(self) -> None:
        """Ask every connection to come back (op 7)."""
        for connection in self.connections:
            connection.send({"op": Op.RECONNECT, "d": None})

    def invalidate(self, *, resumable: bool = False) -> None:
        """Tell every connection that its session is void (op 9)."""
        for connection in self.connections:
            if connection.session is not None and not resumable:
                self.sessions.pop(connection.session.id, None)
            connection.send({"op": Op.INVALID_SESSION, "d": resumable})

    def close(self, code: int = 4000, why: str = "Unknown error.") -> None:
        for connection in self.connections:
            connection.close(code, why)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        connection = Connection(socket, request.query.get("compress") == "zlib-stream")
        self.connections.add(connection)
        connection.send({"op": Op.HELLO, "d": {"heartbeat_interval": self.heartbeat_ms}})
        try:
            async with asyncio.TaskGroup() as tasks:
                writer = tasks.create_task(connection.write())
                try:
                    await self._read(connection)
                except Closed as closed:
                    self._violations.note("gateway", f"{closed.code} {closed.why}")
                    connection.close(closed.code, closed.why)
                    await writer
                finally:
                    writer.cancel()
        except* ConnectionError:
            pass  # the bot was killed
        finally:
            self.connections.discard(connection)
            self._detach(connection)
        return socket

    async def _read(self, connection: Connection) -> None:
        async for message in connection.socket:
            if message.type is not WSMsgType.TEXT:
                raise Closed(Close.DECODE_ERROR, "Decode error.")
            self._count(connection, len(message.data.encode()))
            try:
                frame = json.loads(message.data)
                op, data = frame["op"], frame.get("d")
            except (ValueError, KeyError, TypeError) as error:
                raise Closed(Close.DECODE_ERROR, "Decode error.") from error
            self._receive(connection, op, data)

    def _count(self, connection: Connection, size: int) -> None:
        if size > LONGEST_PAYLOAD:
            raise Closed(Close.DECODE_ERROR, f"Payload of {size} bytes, at most {LONGEST_PAYLOAD} are allowed.")
        at = asyncio.get_running_loop().time()
        connection.received.append(at)
        while connection.received[0] < at - 60:
            connection.received.popleft()
        if len(connection.received) > self.sends_per_minute:
            raise Closed(Close.RATE_LIMITED, "You are being rate limited.")

    def _receive(self, connection: Connection, op: int, data: JSON) -> None:
        match op:
            case Op.HEARTBEAT:
                # An answer that overtakes the end of the client's own send looks to it like one that took a minute.
                asyncio.get_running_loop().call_later(ACK_SECONDS, connection.send, {"op": Op.HEARTBEAT_ACK})
            case Op.IDENTIFY:
                self._identify(connection, data)
            case Op.RESUME:
                self._resume(connection, data)
            case Op.PRESENCE | Op.VOICE_STATE if connection.session:
                pass
            case Op.REQUEST_MEMBERS if connection.session:
                self._members(connection.session, data)
            case Op.PRESENCE | Op.VOICE_STATE | Op.REQUEST_MEMBERS:
                raise Closed(Close.NOT_AUTHENTICATED, "Not authenticated.")
            case _:
                raise Closed(Close.UNKNOWN_OPCODE, "Unknown opcode.")

    def _identify(self, connection: Connection, data: JSON) -> None:
        if connection.session is not None:
            raise Closed(Close.ALREADY_AUTHENTICATED, "Already authenticated.")
        if data.get("token") != self.token:
            raise Closed(Close.AUTHENTICATION_FAILED, "Authentication failed.")
        number, count = data.get("shard") or (0, 1)
        if not 0 <= number < count:
            raise Closed(Close.INVALID_SHARD, "Invalid shard.")
        asked = data.get("intents")
        if not isinstance(asked, int) or not 0 <= asked <= KNOWN_INTENTS:
            raise Closed(Close.INVALID_INTENTS, "Invalid intents.")
        intents = Intent(asked)
        if intents & PRIVILEGED & ~self.allowed_privileged:
            raise Closed(Close.DISALLOWED_INTENTS, "Disallowed intents.")
        # a session that nobody holds is dropped: a bot that identifies anew will not resume the old one
        self.sessions = {
            key: one for key, one in self.sessions.items() if one.connection or one.shard != (number, count)
        }
        session = Session(secrets.token_hex(16), intents, (number, count))
        guilds = [guild for guild in self._guilds() if session.holds(guild.id)]
        self._attach(connection, session)
        session.dispatch(
            "READY",
            {
                "v": 10,
                "user": payloads.own_user(self.world.bot),
                "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
                "session_id": session.id,
                "resume_gateway_url": self.url,
                "shard": [number, count],
                "application": {"id": str(self.world.application_id), "flags": 0},
            },
        )
        if Intent.GUILDS in intents:
            for guild in guilds:
                session.dispatch("GUILD_CREATE", self.world.guild_create(guild))

    def _guilds(self) -> list[Guild]:
        return [guild for guild in self.world.guilds.values() if self.world.bot.id in guild.members]

    def _resume(self, connection: Connection, data: JSON) -> None:
        if data.get("token") != self.token:
            raise Closed(Close.AUTHENTICATION_FAILED, "Authentication failed.")
        session = self.sessions.get(data.get("session_id", ""))
        seen = data.get("seq") or 0
        if session is None or (session.log and session.log[0]["s"] > seen + 1) or seen > session.sequence:
            connection.send({"op": Op.INVALID_SESSION, "d": False})
            return
        missed = [frame for frame in session.log if frame["s"] > seen]
        if session.connection is not None:
            session.connection.close(4000, "Resumed elsewhere.")
            session.connection.session = None
        session.connection = connection  # events that come now queue behind those missed
        connection.session = session
        for frame in missed:
            connection.send(frame)
        session.dispatch("RESUMED", {})
        self._announce(True)

    def _members(self, session: Session, data: JSON) -> None:
        guild = self.world.guilds.get(int(data["guild_id"]))
        if guild is None:
            return
        wanted = {int(one) for one in data.get("user_ids") or []}
        members = [
            self.world.member(guild, self.world.users[one]) for one in guild.members if not wanted or one in wanted
        ]
        chunk = {"guild_id": str(guild.id), "members": members, "chunk_index": 0, "chunk_count": 1, "not_found": []}
        session.dispatch("GUILD_MEMBERS_CHUNK", chunk | ({"nonce": data["nonce"]} if "nonce" in data else {}))

    def _attach(self, connection: Connection, session: Session) -> None:
        self.sessions[session.id] = session
        session.connection = connection
        connection.session = session
        self._announce(True)

    def _detach(self, connection: Connection) -> None:
        if connection.session is not None and connection.session.connection is connection:
            connection.session.connection = None
        if not self.online:
            self._announce(False)

    def _announce(self, online: bool) -> None:
        if online:
            self._ready.set()
        else:
            self._ready.clear()
        for watcher in self.watchers:
            watcher(online)
