"""What a response's headers lack, by the rules of the HTTP Observatory."""

from collections.abc import Iterable

POLICY = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'", "data:"},
    "connect-src": {"'self'"},
    "font-src": {"'self'"},
    "form-action": {"'self'"},
    "worker-src": {"'self'"},
    "manifest-src": {"'self'"},
    "base-uri": {"'none'"},
    "frame-ancestors": {"'none'"},
}
EXACTLY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
NEVER = ("Server-Timing", "X-Powered-By", "Access-Control-Allow-Origin")
ONE_YEAR = 31_536_000


def weaknesses(headers: Iterable[tuple[str, str]], *, https: bool) -> list[str]:
    """One line per rule that a response fails; over HTTPS also what only makes sense there."""
    pairs = list(headers)
    one = {name.lower(): value for name, value in pairs}
    found = [
        f"{name} is {one.get(name.lower())!r}, not {wanted!r}"
        for name, wanted in EXACTLY.items()
        if one.get(name.lower()) != wanted
    ]
    found += [f"{name} is sent" for name in NEVER if name.lower() in one]
    found += policy_weaknesses(one.get("content-security-policy", ""))
    if one.get("referrer-policy") not in ("same-origin", "no-referrer"):
        found.append(f"Referrer-Policy is {one.get('referrer-policy')!r}")
    if "cache-control" not in one:
        found.append("Cache-Control is missing")
    if "camera=()" not in one.get("permissions-policy", ""):
        found.append("Permissions-Policy does not close the camera")
    if https:
        found += https_weaknesses(one.get("strict-transport-security", ""))
        for name, value in pairs:
            if name.lower() == "set-cookie":
                found += cookie_weaknesses(value)
    return found


def policy_weaknesses(policy: str) -> list[str]:
    given = {words[0]: set(words[1:]) for part in policy.split(";") if (words := part.split())}
    found = [
        f"CSP {directive} allows {' '.join(sorted(given[directive] - POLICY.get(directive, set())))}"
        for directive in given
        if given[directive] - POLICY.get(directive, set())
    ]
    return found + [f"CSP has no {directive}" for directive in POLICY if directive not in given]


def https_weaknesses(strict_transport: str) -> list[str]:
    parts = dict(part.strip().lower().partition("=")[::2] for part in strict_transport.split(";"))
    if int(parts.get("max-age") or 0) < ONE_YEAR or "includesubdomains" not in parts:
        return [f"Strict-Transport-Security is {strict_transport!r}"]
    return []


def cookie_weaknesses(cookie: str) -> list[str]:
    name, _, rest = cookie.partition("=")
    attributes = {part.strip().lower() for part in rest.split(";")[1:]}
    wanted = {"secure", "httponly", "samesite=lax", "path=/"}
    return [f"cookie {name} lacks {lacking}" for lacking in sorted(wanted - attributes)]
