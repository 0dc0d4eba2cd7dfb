"""A real mail server on loopback for the tests: python3-aiosmtpd of Debian.

Usage: server.py MAILDIR CERT KEY MODE
MODE is "starttls" (asked for, with a login), "none", "hang" (takes the connection and says
nothing) or "refuse" (says no to every message). Prints its port when it is ready, and writes
each message to MAILDIR/<n>.eml, its envelope first.
"""

import socket
import ssl
import sys
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult


class Keep:
    """Writes what it is handed."""

    def __init__(self, folder, refuse):
        self.folder, self.refuse, self.n = folder, refuse, 0

    async def handle_DATA(self, server, session, envelope):
        if self.refuse:
            return "451 4.3.0 not now"
        self.n += 1
        with open(f"{self.folder}/{self.n}.eml", "wb") as out:
            out.write(f"HELO {session.host_name}\nFROM {envelope.mail_from}\nTO {','.join(envelope.rcpt_tos)}\n".encode())
            out.write(f"TLS {session.ssl is not None}\n\n".encode())
            out.write(envelope.content)
        return "250 2.0.0 kept"


def login(server, session, envelope, mechanism, data):
    """One account, as the test knows it."""
    return AuthResult(success=(data.login, data.password) == (b"fairlead", b"a password for the test"))


def hang():
    """Takes every connection and says nothing."""
    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)
    held = []
    while True:
        held.append(listening.accept())


def main():
    folder, cert, key, mode = sys.argv[1:]
    if mode == "hang":
        hang()
    context = None
    if mode == "starttls":
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(cert, key)

    class Server(Controller):
        """A controller that begins TLS when it is asked to, and then asks who it is."""

        def factory(self):
            return SMTP(
                self.handler,
                hostname="mail.test",
                tls_context=context,
                require_starttls=context is not None,
                authenticator=login if context else None,
                auth_required=context is not None,
            )

    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = Server(Keep(folder, mode == "refuse"), hostname="127.0.0.1", port=port)
    server.start()
    print(port, flush=True)
    threading.Event().wait()


main()
