"""Answers to interactions: the first one, and those that follow through its token."""

from sandbox.interaction import Interaction
from sandbox.models import Message
from sandbox.rest import Answer, Call, Routes

route = Routes()


@route("POST", "/interactions/{interaction_id}/{token}/callback", authorised=False, global_exempt=True)
def first_answer(call: Call) -> Answer:
    body = call.object()
    data = call.body = body.get("data") or {}
    answer = call.api.interactions.respond(call.ids["interaction_id"], call.token, body, call.attachments())
    call.body = body
    wanted = call.query.get("with_response", "").lower() in {"1", "true"}
    return Answer(200, answer) if wanted and data is not None else Answer(204)


def _interaction(call: Call) -> Interaction:
    return call.api.interactions.find(call.ids["webhook_id"], call.token)


def _message(call: Call) -> tuple[Interaction, Message]:
    interaction = _interaction(call)
    return interaction, call.api.interactions.message(interaction, call.reference)


@route("POST", "/webhooks/{webhook_id}/{token}", authorised=False, global_exempt=True)
def follow_up(call: Call) -> Answer:
    message = call.api.interactions.follow_up(_interaction(call), call.object(), call.attachments())
    return Answer(200, call.world.message_payload(message))


@route("GET", "/webhooks/{webhook_id}/{token}/messages/{reference}", authorised=False, global_exempt=True)
def read(call: Call) -> Answer:
    return Answer(200, call.world.message_payload(_message(call)[1]))


@route("PATCH", "/webhooks/{webhook_id}/{token}/messages/{reference}", authorised=False, global_exempt=True)
def edit(call: Call) -> Answer:
    interaction, message = _message(call)
    call.api.interactions.edit(interaction, message, call.object(), call.attachments())
    return Answer(200, call.world.message_payload(message))


@route("DELETE", "/webhooks/{webhook_id}/{token}/messages/{reference}", authorised=False, global_exempt=True)
def delete(call: Call) -> Answer:
    call.api.interactions.delete(*_message(call))
    return Answer(204)
