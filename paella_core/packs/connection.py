"""Requests to the hub and to wherever it redirects: encrypted, every hop checked, patient with faults that pass.

The client is the hub's own, so that proxies, certificates and HF_HUB_OFFLINE are honoured as users of the hub know it.
"""

from __future__ import annotations

import ipaddress
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn, TypeVar

import httpx2
from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled
from huggingface_hub.utils import get_session, parse_ratelimit_headers

from paella_core.errors import DownloadFailed

_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_HOPS = 10
_MAY_PASS = (408, 425, 429)  # and whatever is 500 or above
_GOES_ON = "Check the connection and try again later: the download goes on where it stopped."
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Patience:
    """How long faults that may pass are borne. Times are in seconds.

    A server that sends nothing for `silence` is given up and asked again. After `tries` faults without a new byte
    between them the download fails. Waits double from `first_wait` to `longest_wait`; a server that asks for
    more than `longest_asked` is not waited for.
    """

    silence: float = 30.0
    tries: int = 7
    first_wait: float = 1.0
    longest_wait: float = 30.0
    longest_asked: float = 300.0

    def wait_after(self, faults: int) -> float:
        """How long to wait after so many faults in a row (1 or more)."""
        return min(self.longest_wait, self.first_wait * 2 ** (faults - 1))


PATIENT = Patience()


class Interrupted(Exception):
    """A fault that may pass; its text is a clause without a full stop. `wait`: seconds that the server asks for."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


def patiently(attempt: Callable[[], Answer], patience: Patience, so_far: Callable[[], int] = lambda: 0) -> Answer:
    """What `attempt` returns, which is made again after each `Interrupted`; getting further (`so_far`) renews patience.

    Raises:
        DownloadFailed: there were too many faults, or one that does not pass.
    """
    faults, furthest = 0, so_far()
    while True:
        try:
            return attempt()
        except Interrupted as fault:
            faults = 1 if so_far() > furthest else faults + 1
            furthest = max(furthest, so_far())
            if faults >= patience.tries or fault.wait > patience.longest_asked:
                raise DownloadFailed(f"{fault}. {_GOES_ON}") from None
            time.sleep(max(fault.wait, patience.wait_after(faults)))


@contextmanager
def answered(url: str, headers: Mapping[str, str], patience: Patience) -> Iterator[httpx2.Response]:
    """The response to a GET, with its body still to be read. The token goes to no other origin than that of `url`.

    Raises:
        Interrupted: a fault that may pass, here or while the body is read.
        DownloadFailed: a hop leads where nothing may be asked, a certificate is bad, or redirects never end.
    """
    start = here = httpx2.URL(url)
    for _ in range(_MOST_HOPS):
        check_hop(start, here)
        with (
            clear_faults(here.host, patience),
            get_session().stream(
                "GET", here, headers=_allowed(headers, start, here), timeout=patience.silence, follow_redirects=False
            ) as response,
        ):
            if response.status_code not in _REDIRECTS or "Location" not in response.headers:
                yield response
                return
            here = here.join(response.headers["Location"])
    raise DownloadFailed(f"{start.host} redirects in a circle. Try again later; if HF_ENDPOINT is set, check it.")


def _allowed(headers: Mapping[str, str], start: httpx2.URL, here: httpx2.URL) -> dict[str, str]:
    secret = () if here.origin == start.origin else ("authorization",)
    return {name: value for name, value in headers.items() if name.lower() not in secret}


def check_hop(start: httpx2.URL, here: httpx2.URL) -> None:
    """Demand https, or a server on this machine if the way started at one.

    Raises:
        DownloadFailed: it is neither.
    """
    at_home = (start.scheme, here.scheme) == ("http", "http") and _is_loopback(here.host)
    if not (at_home or (here.scheme == "https" and here.host)):
        raise DownloadFailed(
            f"it would come from {here.scheme or 'nowhere'}://{here.host}, and only https is trusted, or a server on "
            "this machine that HF_ENDPOINT names. If HF_ENDPOINT is set, correct it; otherwise try another network."
        )


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@contextmanager
def clear_faults(host: str, patience: Patience) -> Iterator[None]:
    """Say what the client's errors mean.

    Raises:
        Interrupted: it may pass.
        DownloadFailed: it will not.
    """
    try:
        yield
    except OfflineModeIsEnabled:
        raise DownloadFailed("HF_HUB_OFFLINE forbids every request. Unset it, and try again.") from None
    except HfHubHTTPError as error:
        refuse(error.response)
    except httpx2.TimeoutException:
        raise Interrupted(f"{host} sent nothing for {patience.silence:g} seconds") from None
    except httpx2.TransportError as error:
        if _is_about_certificates(error):
            raise DownloadFailed(
                f"nobody vouches for the certificate of {host}. Check the clock and the network of this machine, and "
                "try again."
            ) from None
        raise Interrupted(f"the connection to {host} failed ({_reason(error)})") from None
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise DownloadFailed(f"{host} gives a strange answer ({_reason(error)}). Try again later.") from None


def _is_about_certificates(error: BaseException) -> bool:
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLCertVerificationError):
        cause = cause.__cause__ or cause.__context__
    return cause is not None


def _reason(error: Exception) -> str:
    return str(error).strip().rstrip(".") or type(error).__name__


def refuse(response: httpx2.Response) -> NoReturn:
    """Say what a response means that brings no bytes.

    Raises:
        Interrupted: the server is busy or broken, and may come back.
        DownloadFailed: it says no.
    """
    status, host = response.status_code, response.url.host
    if status in _MAY_PASS or status >= 500:
        wait = _asked_wait(response)
        asks = f" and asks to wait {wait:g} seconds" if wait else ""
        raise Interrupted(f"{host} is busy or broken ({status}){asks}", wait)
    if status in (401, 403):
        raise DownloadFailed(
            f"{host} does not give it to everybody ({status}). Open the model's page there, accept its licence if it "
            "asks for that, set HF_TOKEN to an access token of your account, and try again."
        )
    if status in (404, 410):
        raise DownloadFailed(
            f"{host} does not have it ({status}). Update the program; if HF_ENDPOINT is set, check it."
        )
    raise DownloadFailed(f"{host} answers {status}. Try again later; if HF_ENDPOINT is set, check it.")


def _asked_wait(response: httpx2.Response) -> float:
    """Seconds by the hub's own header RateLimit or by Retry-After; a date there is not read: growing waits serve."""
    limit = parse_ratelimit_headers(response.headers)
    if limit and limit.remaining == 0:
        return float(limit.reset_in_seconds)
    asked = response.headers.get("Retry-After", "")
    return float(asked) if asked.isdecimal() else 0.0
