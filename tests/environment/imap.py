"""An IMAP server for one mailbox, as large providers have them: tokens, IDLE, and all that goes wrong."""

import base64
import re
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

USER, PASSWORD = "support@officina.example", "a password"


@dataclass
class Mail:
    uid: int
    raw: bytes
    flags: set[str] = field(default_factory=set)


class Server(socketserver.ThreadingTCPServer):
    """What the mailbox holds, and who is there."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.mails: list[Mail] = []
        self.validity, self.next_uid = 1, 1
        self.offers_idle = True
        self.tokens: set[str] = set()
        # Who reads at the moment, and how many ever did at once; who listens does not read.
        self.readers = self.most_readers = self.sign_ins = 0
        # Held for so long by whoever reads a mail, so that two at once would be seen.
        self.seconds_a_mail = 0.0
        self.turn = threading.RLock()
        self.changed = threading.Condition(self.turn)

    @property
    def url(self) -> str:
        user = USER.replace("@", "%40")
        return f"imap://{user}@127.0.0.1:{self.server_address[1]}/INBOX"

    def put(self, *names: str) -> None:
        """New mails come in, and whoever listens is told."""
        with self.changed:
            for name in names:
                raw = f"Message-ID: <{name}@x>\r\nFrom: a@b.example\r\nSubject: {name}\r\n\r\n{name}\r\n"
                self.mails.append(Mail(self.next_uid, raw.encode()))
                self.next_uid += 1
            self.changed.notify_all()

    def unseen(self) -> list[Mail]:
        """What nobody has marked as read."""
        with self.turn:
            return [mail for mail in self.mails if "\\Seen" not in mail.flags]

    def number_anew(self) -> None:
        """As after a repair: every mail gets another number."""
        with self.turn:
            self.validity += 1
            for uid, mail in enumerate(self.mails, 1):
                mail.uid = uid
            self.next_uid = len(self.mails) + 1


class Session(socketserver.StreamRequestHandler):
    """One connection."""

    server: Server

    def handle(self) -> None:
        self.reads = False
        self.say("* OK here")
        try:
            while line := self.rfile.readline():
                tag, _, rest = line.decode().strip().partition(" ")
                word, _, arguments = rest.partition(" ")
                if word.upper() == "UID":
                    word, _, arguments = arguments.partition(" ")
                getattr(self, f"do_{word.lower()}", self.unknown)(tag, arguments)
        except (ConnectionError, ValueError):
            pass
        finally:
            self.leave()

    def leave(self) -> None:
        with self.server.turn:
            self.server.readers -= self.reads
            self.reads = False

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def unknown(self, tag: str, _arguments: str) -> None:
        self.say(f"{tag} BAD unknown")

    def do_capability(self, tag: str, _arguments: str) -> None:
        idle = " IDLE" if self.server.offers_idle else ""
        self.say(f"* CAPABILITY IMAP4rev1 AUTH=XOAUTH2{idle}")
        self.say(f"{tag} OK done")

    def do_login(self, tag: str, arguments: str) -> None:
        self._let_in(tag, PASSWORD in arguments)

    def do_authenticate(self, tag: str, arguments: str) -> None:
        assert arguments == "XOAUTH2"
        self.say("+ ")
        told = base64.b64decode(self.rfile.readline()).decode()
        found = re.fullmatch(rf"user={re.escape(USER)}\x01auth=Bearer ([^\x01]*)\x01\x01", told)
        is_known = found is not None and found[1] in self.server.tokens
        if not is_known:
            self.say("+ " + base64.b64encode(b'{"status":"400"}').decode())
            self.rfile.readline()
        self._let_in(tag, is_known)

    def _let_in(self, tag: str, is_known: bool) -> None:
        if not is_known:
            self.say(f"{tag} NO [AUTHENTICATIONFAILED] Invalid credentials")
            return
        with self.server.turn:
            self.server.sign_ins += 1
        self.say(f"{tag} OK done")

    def do_status(self, tag: str, _arguments: str) -> None:
        self.say(f'* STATUS "INBOX" (UIDVALIDITY {self.server.validity})')
        self.say(f"{tag} OK done")

    def do_select(self, tag: str, _arguments: str) -> None:
        self.say(f"* {len(self.server.mails)} EXISTS")
        self.say(f"{tag} OK [READ-WRITE]")

    def do_search(self, tag: str, arguments: str) -> None:
        first = int(re.findall(r"(\d+):", arguments)[0])
        with self.server.turn:
            self.server.readers += not self.reads
            self.reads = True
            self.server.most_readers = max(self.server.most_readers, self.server.readers)
            uids = [mail.uid for mail in self.server.mails]
        found = [uid for uid in uids if uid >= first] or uids[-1:]
        self.say(f"* SEARCH {' '.join(map(str, found))}".rstrip())
        self.say(f"{tag} OK done")

    def do_fetch(self, tag: str, arguments: str) -> None:
        uid, _, items = arguments.partition(" ")
        mail = next((one for one in self.server.mails if one.uid == int(uid)), None)
        if mail is not None and "SIZE" in items:
            self.say(f"* 1 FETCH (UID {uid} RFC822.SIZE {len(mail.raw)})")
        elif mail is not None:
            time.sleep(self.server.seconds_a_mail)
            date = time.strftime("%d-%b-%Y %H:%M:%S +0000", time.gmtime())
            self.say(f'* 1 FETCH (UID {uid} INTERNALDATE "{date}" BODY[] {{{len(mail.raw)}}}')
            self.wfile.write(mail.raw + b")\r\n")
        self.say(f"{tag} OK done")

    def do_store(self, tag: str, arguments: str) -> None:
        uids, _, flags = arguments.partition(" ")
        for mail in self.server.mails:
            if str(mail.uid) in uids.split(","):
                mail.flags |= set(re.findall(r"\\\w+", flags))
        self.say(f"{tag} OK done")

    def do_idle(self, tag: str, _arguments: str) -> None:
        done = threading.Event()
        with self.server.changed:
            teller = threading.Thread(target=self._tell, args=[len(self.server.mails), done])
            teller.start()
        self.say("+ idling")
        self.rfile.readline()
        with self.server.changed:
            done.set()
            self.server.changed.notify_all()
        teller.join()
        self.say(f"{tag} OK done")

    def _tell(self, known: int, done: threading.Event) -> None:
        with self.server.changed:
            while not done.is_set():
                if len(self.server.mails) != known:
                    known = len(self.server.mails)
                    self.say(f"* {known} EXISTS")
                self.server.changed.wait()

    def do_close(self, tag: str, _arguments: str) -> None:
        self.say(f"{tag} OK done")

    do_noop = do_close

    def do_logout(self, tag: str, _arguments: str) -> None:
        self.leave()
        self.say("* BYE")
        self.say(f"{tag} OK done")


@contextmanager
def imap_server() -> Iterator[Server]:
    """A server with an empty mailbox."""
    with Server() as server:
        threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()
        yield server
        server.shutdown()


class TokenServer(socketserver.ThreadingTCPServer):
    """Where access is given: answers what stands in `answer`, and notes what it was asked."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), TokenSession)
        self.status, self.answer = 200, b"{}"
        self.asked: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/token"


class TokenSession(socketserver.StreamRequestHandler):
    server: TokenServer

    def handle(self) -> None:
        length = 0
        while line := self.rfile.readline().strip():
            name, _, value = line.decode().partition(":")
            if name.lower() == "content-length":
                length = int(value)
        self.server.asked.append(dict(parse_qsl(self.rfile.read(length).decode())))
        answer = self.server.answer
        head = f"HTTP/1.1 {self.server.status} x\r\nContent-Type: application/json\r\n"
        self.wfile.write(
            f"{head}Content-Length: {len(answer)}\r\nConnection: close\r\n\r\n".encode()
        )
        self.wfile.write(answer)


@contextmanager
def token_server() -> Iterator[TokenServer]:
    """A provider's token endpoint."""
    with TokenServer() as server:
        threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()
        yield server
        server.shutdown()
