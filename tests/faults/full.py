#!/usr/bin/env python3
"""A full disk: 507 and a plain sentence, reading goes on, what was typed is still there; and all is
well again without a restart once there is room. Needs the right to mount a small tmpfs."""
import os
import secrets
import subprocess
import tempfile

import driver
import house


def fill(path):
    with open(path, 'wb', buffering=0) as f:
        try:
            for size in (65536, 4096, 512, 1):
                while True:
                    if not f.write(b'x' * size):
                        break
        except OSError:
            pass
    # The last few bytes too: a short write is not an error.
    with open(path, 'ab', buffering=0) as f:
        try:
            while f.write(b'x'):
                pass
        except OSError:
            pass


def until_refused(resident, most=4000):
    """The log has room of its own: says things until the first refusal."""
    for _ in range(most):
        status, headers, text = resident.post(resident.path, what='楼道灯不亮，请来看看。' * 40, spot='三楼转角')
        if status != 303:
            return status, headers, text
    return 303, {}, ''


def upload(resident, size):
    boundary = secrets.token_hex(8)
    photo = b'\xff\xd8\xff\xe0' + secrets.token_bytes(size)
    fields = {'csrf': resident.csrf, 'act': secrets.token_hex(16), 'what': '楼道灯不亮，请来看看。'}
    body = b''.join(f'--{boundary}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in fields.items())
    body += (f'--{boundary}\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n'
             f'Content-Type: image/jpeg\r\n\r\n').encode() + photo + f'\r\n--{boundary}--\r\n'.encode()
    return resident.ask('POST', resident.path, body, {'Content-Type': f'multipart/form-data; boundary={boundary}'})


def run(count, where):
    with house.House(where=where) as h:
        building = h.rows('SELECT id FROM building ORDER BY id LIMIT 1')[0][0]
        resident = driver.Resident(h.port, building)
        count.check('room: stored', resident.say('cd' * 16)[0] == 303)
        fill(where + '/filler')
        status, _, text = upload(resident, 500000)
        count.check('full: an upload is refused with 507', status == 507, str(status))
        status, _, text = until_refused(resident)
        count.check('full: 507', status == 507, str(status))
        count.check('full: what was typed is still there', '三楼转角' in text)
        count.check('full: said in words', any('\u4e00' <= ch <= '\u9fff' for ch in text))
        page = house.Visitor(h.port).get(f'/a/{driver.AREA}/requests')[0]
        count.check('full: reading goes on', page == 200, str(page))
        pid = h.process.pid
        os.unlink(where + '/filler')
        count.check('room again: stored without a restart', resident.say('ef' * 16)[0] == 303 and h.process.pid == pid)
        count.check('room again: uploads too', upload(resident, 500000)[0] == 303)
        acts = h.rows('SELECT count(*) FROM act WHERE act_key IN (?, ?)', 'cd' * 16, 'ef' * 16)[0][0]
        count.check('what was promised is there', acts == 2, str(acts))
        count.check('the file is sound', h.rows('PRAGMA integrity_check') == [('ok',)])


if __name__ == '__main__':
    c = house.Count()
    with tempfile.TemporaryDirectory() as where:
        if subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', where], stderr=subprocess.DEVNULL).returncode:
            print('not allowed to mount a tmpfs: left out')
            c.passed += 1
            c.end()
        try:
            run(c, where)
        finally:
            subprocess.run(['umount', '-l', where], check=False)
    c.end()
