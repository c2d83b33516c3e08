"""What servers say when something is wrong, and the words that people get for it."""

import socket
import ssl

import pytest

from puntuale.apps.post.troubles import trouble_in_words

SAID = {
    "name": [
        "[Errno -2] Name or service not known",
        "[Errno -3] Temporary failure in name resolution",
        "imap.example:993: [Errno 8] nodename nor servname provided, or not known",
    ],
    "refused": ["smtp.example:587: [Errno 111] Connection refused"],
    "unreachable": ["timed out", "The read operation timed out", "[Errno 113] No route to host"],
    "certificate": [
        "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate"
    ],
    "tls": [
        "[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)",
        "STARTTLS extension not supported by server.",
    ],
    "sign_in": [
        "b'[AUTHENTICATIONFAILED] Invalid credentials (Failure)'",
        'Response status "OK" expected, but "NO" received. Data: [b\'LOGIN failed.\']',
        "(535, b'5.7.8 Username and Password not accepted.')",
    ],
    "folder": ["[NONEXISTENT] Unknown Mailbox: Post (Failure)", "Mailbox doesn't exist: Post"],
    "closed": ["Connection unexpectedly closed", "socket error: EOF"],
    "sealed": ["The stored password was sealed with another secret key: enter it once more."],
    "address": ["Write the server as imaps://user@host:993/INBOX?after=seen"],
    "other": ["I had rather not."],
}


@pytest.mark.parametrize(
    ("code", "said"), [(code, said) for code, all_said in SAID.items() for said in all_said]
)
def test_a_failure_has_words_and_a_remedy(code, said):
    trouble = trouble_in_words(said)

    assert trouble is not None
    assert (trouble.code, trouble.said) == (code, said)
    assert trouble.sentence
    assert trouble.remedy


def test_no_failure_has_no_words():
    assert trouble_in_words("") is None


def test_the_words_of_this_very_machine_are_known():
    with pytest.raises(socket.gaierror) as unknown:
        socket.getaddrinfo("no-such-host.invalid", 993)
    with pytest.raises(ConnectionRefusedError) as refused:
        socket.create_connection(("127.0.0.1", 1), timeout=5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        plain = socket.create_connection(server.getsockname(), timeout=5)
        other, _address = server.accept()
        other.sendall(b"220 hello, I speak no TLS\r\n")
        with pytest.raises(ssl.SSLError) as no_tls:
            ssl.create_default_context().wrap_socket(plain, server_hostname="x.example")
        other.close()
        plain.close()

    found = [trouble_in_words(str(each.value)) for each in (unknown, refused, no_tls)]
    assert [each.code for each in found] == ["name", "refused", "tls"]
