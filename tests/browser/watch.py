"""Watches what a page does: what it fetches, what it says, what it weighs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Request, Response

VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  window.rostrumViolation(`${event.effectiveDirective} refused ${event.blockedURI || "inline"}` +
    (event.sourceFile ? ` (${event.sourceFile}:${event.lineNumber})` : "")));
"""
KILO = 1000


@dataclass
class Watch:
    """What went wrong on a page, and what a first visit of it cost."""

    host: str
    faults: list[str] = field(default_factory=list)
    resources: dict[str, tuple[str, str]] = field(default_factory=dict)  # id: kind, address
    sizes: dict[str, int] = field(default_factory=dict)
    expected: list[str] = field(default_factory=list)

    def expect(self, *words: str) -> None:
        """Let faults that hold one of these words pass: a 404 that a test asks for."""
        self.expected += words

    def note(self, fault: str) -> None:
        if not any(word in fault for word in self.expected):
            self.faults.append(fault)

    def cost(self, *kinds: str) -> float:
        """Kilobytes as they travelled, headers included; of everything, or of some kinds."""
        return sum(self.of(kinds)) / KILO

    def number(self, *kinds: str) -> int:
        """Requests that went over the network."""
        return len(self.of(kinds))

    def of(self, kinds: tuple[str, ...]) -> list[int]:
        """Sizes of what travelled; the browser's cache gives bytes that do not."""
        return [
            size
            for resource, size in self.sizes.items()
            if size and (not kinds or self.resources[resource][0] in kinds)
        ]

    def forget_cost(self) -> None:
        """Weigh from here on."""
        self.resources.clear()
        self.sizes.clear()


def watch_context(context: BrowserContext, watch: Watch) -> None:
    """Refuse what another host would answer, and hear of refused style and script."""
    context.expose_function("rostrumViolation", lambda text: watch.note(f"CSP: {text}"))
    context.add_init_script(VIOLATIONS)
    context.route(lambda address: is_foreign(address, watch.host), refuse(watch))


def refuse(watch: Watch) -> Callable:
    def handle(route) -> None:
        watch.note(f"another host: {route.request.url}")
        route.abort()

    return handle


def is_foreign(address: str, host: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != host


def watch_page(page: Page, watch: Watch) -> None:
    """Hear of errors, failed requests and dialogs, and weigh every response."""
    page.on("pageerror", lambda error: watch.note(f"error: {error}"))
    page.on("console", lambda said: said.type == "error" and watch.note(f"console: {said.text}"))
    page.on("dialog", lambda dialog: (watch.note(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("response", lambda response: note_failure(response, watch))
    page.on("requestfailed", lambda asked: note_loss(asked, watch))
    weigh(page, watch)


def note_failure(response: Response, watch: Watch) -> None:
    if response.status >= 400:
        watch.note(f"{response.status}: {response.url}")


def note_loss(asked: Request, watch: Watch) -> None:
    """A request without an answer, unless the reader went on before it came."""
    if asked.failure != "net::ERR_ABORTED":
        watch.note(f"failed: {asked.url} {asked.failure}")


def weigh(page: Page, watch: Watch) -> None:
    """Count bytes as they travel, compressed, through the browser's own protocol."""
    protocol = page.context.new_cdp_session(page)

    def answered(event: dict) -> None:
        if not event["response"].get("fromDiskCache"):
            watch.resources[event["requestId"]] = (event["type"], event["response"]["url"])

    def finished(event: dict) -> None:
        if is_from_network(watch.resources.get(event["requestId"])):
            watch.sizes[event["requestId"]] = int(event["encodedDataLength"])

    protocol.on("Network.responseReceived", answered)
    protocol.on("Network.loadingFinished", finished)
    protocol.send("Network.enable")


def is_from_network(resource: tuple[str, str] | None) -> bool:
    return resource is not None and not resource[1].startswith("data:")
