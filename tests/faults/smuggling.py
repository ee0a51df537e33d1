#!/usr/bin/env python3
"""Requests that two servers could read differently, over raw sockets: each is refused, once, and
nothing after it on the same connection is answered."""
import sys

import house

H = b'Host: 127.0.0.1\r\n'
FORM = b'Content-Type: application/x-www-form-urlencoded\r\n'
INNER = b'GET /smuggled HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'
LONG_VALUE = b'x' * 20000

# name, bytes, statuses that are right; 0: the connection is closed without a word
CASES = [
    ('two Hosts', b'GET / HTTP/1.1\r\n' + H + H + b'\r\n', {400}),
    ('no Host', b'GET / HTTP/1.1\r\n\r\n', {400}),
    ('no Host, 1.0', b'GET / HTTP/1.0\r\n\r\n', {400}),
    ('empty Host', b'GET / HTTP/1.1\r\nHost:\r\n\r\n', {400}),
    ('Host with a path', b'GET / HTTP/1.1\r\nHost: 127.0.0.1/x\r\n\r\n', {400}),
    ('Host of another', b'GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n', {421}),
    ('folded Host', b'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n evil\r\n\r\n', {400}),
    ('space before colon', b'GET / HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n', {400}),
    ('bad header name', b'GET / HTTP/1.1\r\n' + H + b'a(b: c\r\n\r\n', {400}),
    ('header without colon', b'GET / HTTP/1.1\r\n' + H + b'nonsense\r\n\r\n', {400, 0}),
    ('two equal lengths', b'POST / HTTP/1.1\r\n' + H + FORM + b'Content-Length: 3\r\nContent-Length: 3\r\n\r\na=1', {400}),
    ('two lengths', b'POST / HTTP/1.1\r\n' + H + FORM + b'Content-Length: 3\r\nContent-Length: 0\r\n\r\na=1', {400}),
    ('length list', b'POST / HTTP/1.1\r\n' + H + FORM + b'Content-Length: 3, 3\r\n\r\na=1', {400}),
    ('length +3', b'POST / HTTP/1.1\r\n' + H + FORM + b'Content-Length: +3\r\n\r\na=1', {400}),
    ('length 0x3', b'POST / HTTP/1.1\r\n' + H + FORM + b'Content-Length: 0x3\r\n\r\na=1', {400}),
    ('length -3', b'POST / HTTP/1.1\r\n' + H + FORM + b'Content-Length: -3\r\n\r\na=1', {400}),
    ('length huge', b'POST / HTTP/1.1\r\n' + H + FORM + b'Content-Length: 99999999999999999999\r\n\r\na=1', {400, 413}),
    ('length 10 GiB', b'POST / HTTP/1.1\r\n' + H + FORM + b'Content-Length: 10737418240\r\n\r\na=1', {413}),
    ('no length', b'POST / HTTP/1.1\r\n' + H + FORM + b'\r\n', {411}),
    ('chunked', b'POST / HTTP/1.1\r\n' + H + FORM + b'Transfer-Encoding: chunked\r\n\r\n3\r\na=1\r\n0\r\n\r\n', {501}),
    ('CL and TE', b'POST / HTTP/1.1\r\n' + H + FORM + b'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n' + INNER, {501, 400}),
    ('TE and CL', b'POST / HTTP/1.1\r\n' + H + FORM + b'Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n' + INNER, {501, 400}),
    ('odd TE', b'POST / HTTP/1.1\r\n' + H + FORM + b'Transfer-Encoding: xchunked\r\nContent-Length: 3\r\n\r\na=1', {501, 400}),
    ('TE on GET', b'GET / HTTP/1.1\r\n' + H + b'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n' + INNER, {501}),
    ('GET with a body', b'GET / HTTP/1.1\r\n' + H + b'Content-Length: ' + str(len(INNER)).encode() + b'\r\n\r\n' + INNER, {400}),
    ('header of 20 KB', b'GET / HTTP/1.1\r\n' + H + b'X: ' + LONG_VALUE + b'\r\n\r\n', {431, 413}),
    ('headers of 13 KB', b'GET / HTTP/1.1\r\n' + H + b'X: ' + b'y' * 13000 + b'\r\n\r\n', {431}),
    ('80 headers', b'GET / HTTP/1.1\r\n' + H + b'A: b\r\n' * 80 + b'\r\n', {431}),
    ('long address', b'GET /' + b'a' * 5000 + b' HTTP/1.1\r\n' + H + b'\r\n', {414}),
    ('very long address', b'GET /' + b'a' * 40000 + b' HTTP/1.1\r\n' + H + b'\r\n', {414}),
    ('PUT', b'PUT / HTTP/1.1\r\n' + H + b'Content-Length: 1\r\n\r\na', {405}),
    ('DELETE', b'DELETE / HTTP/1.1\r\n' + H + b'\r\n', {405}),
    ('TRACE', b'TRACE / HTTP/1.1\r\n' + H + b'\r\n', {405}),
    ('CONNECT', b'CONNECT evil:80 HTTP/1.1\r\n' + H + b'\r\n', {405, 400}),
    ('made-up method', b'GETS / HTTP/1.1\r\n' + H + b'\r\n', {405}),
    ('absolute form', b'GET http://evil.example/ HTTP/1.1\r\n' + H + b'\r\n', {400}),
    ('asterisk', b'GET * HTTP/1.1\r\n' + H + b'\r\n', {400}),
    ('backslash', b'GET /a\\b HTTP/1.1\r\n' + H + b'\r\n', {400}),
    ('bad escape', b'GET /%zz HTTP/1.1\r\n' + H + b'\r\n', {400}),
    ('cut escape', b'GET /%e HTTP/1.1\r\n' + H + b'\r\n', {400}),
    ('escaped NUL', b'GET /a%00b HTTP/1.1\r\n' + H + b'\r\n', {400}),
    ('escaped line end', b'GET /a%0d%0ab HTTP/1.1\r\n' + H + b'\r\n', {400}),
    ('overlong UTF-8', b'GET /%c0%af HTTP/1.1\r\n' + H + b'\r\n', {400}),
    ('surrogate', b'GET /%ed%a0%80 HTTP/1.1\r\n' + H + b'\r\n', {400}),
    ('bad UTF-8 in the query', b'GET /?a=%ff HTTP/1.1\r\n' + H + b'\r\n', {400}),
    ('NUL in the query', b'GET /?a=%00 HTTP/1.1\r\n' + H + b'\r\n', {400}),
    ('300 parameters', b'GET /?' + b'a=1&' * 300 + b' HTTP/1.1\r\n' + H + b'\r\n', {400, 431, 0}),
    ('two content types', b'POST / HTTP/1.1\r\n' + H + FORM + b'Content-Type: text/plain\r\nContent-Length: 3\r\n\r\na=1', {400}),
    ('unknown content type', b'POST / HTTP/1.1\r\n' + H + b'Content-Type: text/xml\r\nContent-Length: 3\r\n\r\na=1', {415}),
    ('no boundary', b'POST / HTTP/1.1\r\n' + H + b'Content-Type: multipart/form-data\r\nContent-Length: 3\r\n\r\na=1', {400}),
    ('odd Expect', b'POST / HTTP/1.1\r\n' + H + FORM + b'Expect: 200-maybe\r\nContent-Length: 3\r\n\r\na=1', {417}),
    ('not HTTP', b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' + b'\r\n\r\n', {400, 405, 0}),
    ('HTTP/2 preface', b'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', {400, 405, 505, 0}),
]


def refused_once(said, right):
    """One status line. libmicrohttpd 0.9.75 sends the head of its own refusals twice, the same both
    times, then closes: no client reads the second as an answer."""
    heads = said.count(b'HTTP/1.1 ')
    head = said.split(b'\r\n\r\n', 1)[0]
    own_twice = heads == 2 and said.count(head) == 2 and b'Connection: close' in head
    return house.status_of(said) in right and (heads <= 1 or own_twice)


def run(count, port):
    for name, data, right in CASES:
        said = house.exchange(port, data + INNER, timeout=3)
        count.check(name, refused_once(said, right), said[:300])
        count.check(name + ': the rest is not read', b'smuggled' not in said.split(b'\r\n', 1)[-1])
    # The control: what is right is answered, twice on one connection.
    good = b'GET /s/ HTTP/1.1\r\n' + H + b'\r\n'
    said = house.exchange(port, good + good.replace(b'\r\n\r\n', b'\r\nConnection: close\r\n\r\n'))
    count.check('two good requests in a row', said.count(b'HTTP/1.1 ') == 2, said[:300])


if __name__ == '__main__':
    c = house.Count()
    if len(sys.argv) > 1 and sys.argv[1].isdigit():
        run(c, int(sys.argv[1]))
    else:
        with house.House(demo=False) as h:
            run(c, h.port)
    c.end()
