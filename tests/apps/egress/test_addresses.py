"""Whom we ask on somebody's word: the internet, never ourselves."""

import pytest

from puntuale.apps.egress.addresses import NotAllowed, is_public, public_endpoints, target_of

OURS = [
    *("127.0.0.1", "127.1.2.3", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255"),
    *("192.168.1.1", "169.254.169.254", "169.254.0.1", "100.64.0.1", "192.0.0.8", "192.0.2.1"),
    *("198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1"),
    *("255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254"),
    *("fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:10.0.0.1", "::7f00:1"),
    *("64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1"),
    *("100::1", "4000::1", "", "localhost", "1", "0x7f.1"),
]


@pytest.mark.parametrize("address", OURS)
def test_an_address_that_may_be_ours_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "2a00:1450::1"])
def test_an_address_of_the_internet_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0"),
        *("::1", "::ffff:127.0.0.1", "169.254.169.254", "fe80::1"),
    ],
)
def test_a_name_that_leads_to_us_is_refused_however_it_is_written(host):
    with pytest.raises((NotAllowed, OSError)):
        public_endpoints(host, 80)


@pytest.mark.parametrize(
    "address",
    [
        *("ftp://a.example/x", "file:///etc/passwd", "gopher://a.example", "data:image/png,x", "x"),
        *("http://", "https:///x", "http://a.example:22/", "http://a.example:8080/", "//a.example"),
        *("http://user@a.example/", "http://user:word@a.example/", "http://a.example\\@b.example/"),
        *("http://a.example/\r\nHost: b", "http://a.example/\x00", "http://[::1", "http://a:b/"),
        *("https://a.example:80/", "http://a.example:443/", "http://" + "a" * 3000),
    ],
)
def test_what_is_no_plain_address_of_the_web_is_refused(address):
    with pytest.raises(NotAllowed):
        target_of(address)


def test_an_address_of_the_web_keeps_what_is_asked_for():
    target = target_of("HTTPS://Bücher.example/a b/ü.png?x=1&y=%20#z")

    assert (target.scheme, target.host, target.port) == ("https", "xn--bcher-kva.example", 443)
    assert target.path == "/a%20b/%C3%BC.png?x=1&y=%20"
