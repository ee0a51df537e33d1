#!/usr/bin/env python3
"""What strangers upload: photos come back re-made without where they were taken; everything that only
looks like one is refused or never served; giants cost a bounded amount of memory and time."""
import os
import re
import secrets
import socket
import struct
import time
import zlib

import driver
import house


def chunk(kind, body):
    return struct.pack('>I', len(body)) + kind + body + struct.pack('>I', zlib.crc32(kind + body))


def png(width, height, rows=None, extra=b''):
    line = b'\0' + b'\x40\x80\xc0' * (width if rows is None else 1)
    data = zlib.compress(line * (height if rows is None else rows), 6)
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0))
            + extra + chunk(b'IDAT', data) + chunk(b'IEND', b''))


SECRET = b'GPS 31.2304N 121.4737E secret-place'
PHOTO = png(2000, 1200, extra=chunk(b'tEXt', b'Comment\0' + SECRET))


def post_photo(resident, data, filename='a.jpg', kind='image/jpeg', key=None):
    mark = secrets.token_hex(16)
    fields = {'csrf': resident.csrf, 'act': key or secrets.token_hex(16), 'what': '楼道灯不亮，请来看看。'}
    body = b''.join(f'--{mark}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in fields.items())
    body += (f'--{mark}\r\nContent-Disposition: form-data; name="photo"; filename="{filename}"\r\n'
             f'Content-Type: {kind}\r\n\r\n').encode() + data + f'\r\n--{mark}--\r\n'.encode()
    return resident.ask('POST', resident.path, body, {'Content-Type': f'multipart/form-data; boundary={mark}'})


def newest(h):
    """(state, sha256, thumb_sha256, width, height, reason, original) of the last photo, once made."""
    for _ in range(200):
        row = h.rows('SELECT state, sha256, thumb_sha256, width, height, reason, original FROM file ORDER BY id DESC LIMIT 1')
        if row and row[0][0] != 1:
            return row[0]
        time.sleep(0.05)
    return (1, '', '', 0, 0, '', '')


def made(h, sha):
    return open(f'{h.dir}/files/{sha[:2]}/{sha}', 'rb').read()


def good_photo(count, h, resident):
    count.check('photo: taken', post_photo(resident, PHOTO)[0] == 303)
    state, sha, thumb, width, height, _, original = newest(h)
    if count.check('photo: made', state == 2, str(state)):
        count.check('photo: at most 1600', (width, height) == (1600, 960), f'{width}x{height}')
        for data in (made(h, sha), made(h, thumb)):
            count.check('photo: WebP', data[:4] == b'RIFF' and data[8:12] == b'WEBP')
            count.check('photo: says no longer where', SECRET not in data and b'EXIF' not in data)
    count.check('photo: original is gone', not os.path.exists(f'{h.dir}/files/quarantine/{original}'))


def refused_at_once(count, resident, name, data):
    status, _, text = post_photo(resident, data)
    count.check(f'{name}: refused at once', status in (413, 415, 422), str(status))


def refused_later(count, h, resident, name, data):
    status = post_photo(resident, data)[0]
    state = newest(h)[0] if status == 303 else 3
    count.check(f'{name}: refused', status in (303, 413, 415, 422) and state == 3, f'{status} {state}')


def anonymous_kib(pid):
    return int(re.search(r'RssAnon:\s+(\d+)', open(f'/proc/{pid}/status').read()).group(1))


def giants(count, h):
    """10 GiB announced; and bytes without end inside what is allowed."""
    head = (b'POST /a/ly/b/1/report HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=x\r\n'
            b'Content-Length: %d\r\n\r\n')
    said = house.exchange(h.port, head % (10 << 30))
    count.check('10 GiB announced: 413', house.status_of(said) == 413, said[:60])
    workers = [p for p, role in h.children().items() if role == 'worker']
    before = sum(anonymous_kib(p) for p in workers)
    n = 20 << 20
    with socket.create_connection(('127.0.0.1', h.port), timeout=20) as s:
        s.sendall(head % n)
        try:
            for _ in range(n // 65536):
                s.sendall(b'x' * 65536)
            said = s.recv(65536)
        except OSError:
            said = b''
    count.check('20 MiB of nothing: refused', house.status_of(said) in (0, 400, 404, 413), said[:60])
    grown = sum(anonymous_kib(p) for p in workers) - before
    count.check('20 MiB of nothing: memory stays', grown < 8192, f'{grown} KiB')


def many_fields(count, h, resident):
    body = '&'.join(f'f{i}=1' for i in range(5000))
    status = resident.ask('POST', resident.path, body, {'Content-Type': 'application/x-www-form-urlencoded'})[0]
    count.check('5000 fields: refused', status in (400, 413), str(status))
    body = '[' * 20000
    status = resident.ask('POST', resident.path, body, {'Content-Type': 'application/json'})[0]
    count.check('JSON 20000 deep: refused', status == 400, str(status))


if __name__ == '__main__':
    c = house.Count()
    with house.House() as h:
        building = h.rows('SELECT id FROM building ORDER BY id LIMIT 1')[0][0]
        resident = driver.Resident(h.port, building)
        resident.get(resident.path)
        good_photo(c, h, resident)
        refused_at_once(c, resident, 'GIF with a script', b'GIF89a/*<script>alert(1)</script>*/=1;' * 20)
        text = post_photo(resident, b'\0\0\0\x18ftypheic\0\0\0\0mif1heic' + secrets.token_bytes(5000))[2]
        c.check('HEIC: refused with the way out', '兼容性最佳' in text and '楼道灯不亮' in text)
        refused_at_once(c, resident, 'SVG', b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>' * 5)
        refused_at_once(c, resident, 'bomb of 50,000 x 50,000', png(50000, 50000, rows=1))
        refused_at_once(c, resident, 'over 10 MiB', PHOTO + b'\0' * (11 << 20))
        refused_later(c, h, resident, 'cut in half', png(3000, 2000)[:2000])
        refused_later(c, h, resident, 'JPEG in name only', b'\xff\xd8\xff\xe0' + secrets.token_bytes(50000))
        refused_later(c, h, resident, 'WebP in name only', b'RIFF\x10\x20\0\0WEBPVP8 ' + secrets.token_bytes(5000))
        giants(c, h)
        many_fields(c, h, resident)
        left = [f for f in os.listdir(h.dir + '/files/quarantine')]
        c.check('nothing is left in quarantine', len(left) == 0, str(left))
    c.end()
