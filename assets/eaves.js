/* eaves.js - what a page gains when scripts run. Every form and link works without it, and each
 * part below stands alone: where something is missing in the browser, the page stays as it came. */
(function () {
  'use strict';
  var doc = document;
  var tongue = {'zh-Hant': 1, en: 2}[doc.documentElement.lang] || 0;
  var words = {
    sending: ['正在发送', '正在傳送', 'Sending'],
    draft: ['已恢复上次没写完的内容。', '已恢復上次沒寫完的內容。', 'What you had begun to write is back.'],
    undone: ['上次没有发出去，写的内容还在，请再发一次。', '上次沒有送出，寫的內容還在，請再送一次。',
      'It was not sent last time. What you wrote is still here; please send it again.'],
    forget: ['不要了，清空', '不要了，清空', 'Clear it'],
    remove: ['不要这张', '不要這張', 'Remove'],
    photo: ['照片', '照片', 'Photo'],
    copied: ['已复制', '已複製', 'Copied'],
    offline: ['当前没有网络。写的内容存在这台手机里，有网时再发。', '目前沒有網路。寫的內容存在這支手機裡，有網路時再送。',
      'No network. What you write is kept on this device; send it when you are back.'],
    picked: ['已选 {n} 户', '已選 {n} 戶', '{n} chosen'],
    ticked: ['已勾选 {n} 件', '已勾選 {n} 件', '{n} ticked'],
    unsent: ['{n} 户还没发出去，存在这台手机里。', '{n} 戶還沒送出，存在這支手機裡。', '{n} homes not sent yet, kept on this device.'],
    send: ['现在发', '現在送', 'Send now'],
    several: ['{n} 处可选，用上下键', '{n} 處可選，用上下鍵', '{n} found, use the arrow keys'],
    none: ['没有找到', '沒有找到', 'Nothing found'],
    waits: ['待发', '待送', 'to send'],
    care: ['您在用大字模式。要换成长辈版吗？', '您在用大字模式。要換成長輩版嗎？', 'You use large type. Switch to the easy version?']
  };
  function say(key) {
    return words[key][tongue];
  }
  function all(selector, run, from) {
    Array.prototype.forEach.call((from || doc).querySelectorAll(selector), run);
  }
  function make(tag, css, text) {
    var e = doc.createElement(tag);
    e.className = css || '';
    e.textContent = text || '';
    return e;
  }
  function note(text) {
    var p = make('p', 'note no-print');
    p.setAttribute('role', 'status');
    p.appendChild(make('span', '', text));
    return p;
  }
  // Private windows and full stores throw on the first touch.
  function stored(store, key, value) {
    try {
      var s = window[store];
      if (value === undefined) {
        return s.getItem(key);
      }
      return value === null ? s.removeItem(key) : s.setItem(key, value);
    } catch (e) {
      return null;
    }
  }

  // 1 A form is sent once. The buttons rest until the answer and wake when the page comes back.
  doc.addEventListener('submit', function (e) {
    var form = e.target;
    if (e.defaultPrevented || form.method !== 'post') {
      return;
    }
    if (form.dataset.sent) {
      e.preventDefault();
      return;
    }
    form.dataset.sent = '1';
    form.setAttribute('aria-busy', 'true');
    var b = e.submitter || form.querySelector('.btn-main');
    if (b) {
      b.dataset.label = b.innerHTML;
      // Not before the browser has taken the fields: the label is no field, so it may change now.
      b.textContent = say('sending');
    }
  });
  addEventListener('pageshow', function () {
    all('form[data-sent]', function (form) {
      delete form.dataset.sent;
      form.removeAttribute('aria-busy');
      all('[data-label]', function (b) {
        b.innerHTML = b.dataset.label;
        delete b.dataset.label;
      }, form);
    });
  });

  // 2 After a refusal the reader starts at the list of what is wrong.
  var wrong = doc.querySelector('.errbox');
  if (wrong) {
    wrong.focus();
  }

  // 3 Drafts: long texts stay in this browser until they are sent. Never phones, codes, passwords.
  var DAYS = 7;
  // Where data-keep stands, what was tapped is kept as well.
  function taps(form) {
    return form.querySelectorAll(form.closest('[data-keep]') ? 'input[type=radio][name]' : 'no');
  }
  function texts(form) {
    return Array.prototype.filter.call(form.querySelectorAll('textarea[name],input[type=text][name]'), function (f) {
      return !f.readOnly && !f.getAttribute('inputmode') && (f.dataset.find || !f.getAttribute('autocomplete'));
    });
  }
  // What was sent, {key, act}, and whether the server has answered it: only its cookie says so.
  function sending() {
    try {
      return JSON.parse(stored('sessionStorage', 'sent')) || {};
    } catch (e) {
      return {};
    }
  }
  function arrived(sent) {
    return !!sent.act && doc.cookie.split('; ').indexOf('arrived=' + sent.act) >= 0;
  }
  function draft(form) {
    var key = 'draft:' + form.getAttribute('action') + ':' + (form.dataset.draft || '');
    var lost = sending().key === key, kept = null;
    try {
      kept = JSON.parse(stored('localStorage', key));
    } catch (e) {
      kept = null;
    }
    if (kept && Date.now() - kept.at < DAYS * 864e5 && !wrong) {
      var back = false;
      texts(form).forEach(function (f) {
        if (!f.value && kept.v[f.name]) {
          f.value = kept.v[f.name];
          back = true;
        }
      });
      Array.prototype.forEach.call(taps(form), function (f) {
        if (kept.v[f.name] === f.value && !f.checked) {
          back = f.checked = true;
        }
      });
      if (back) {
        tell(form, key, lost ? 'undone' : 'draft');
      }
    }
    form.addEventListener('input', function () {
      var v = {}, any = false;
      texts(form).forEach(function (f) {
        v[f.name] = f.value;
        any = any || f.value.trim().length > 0;
      });
      Array.prototype.forEach.call(taps(form), function (f) {
        if (f.checked) {
          v[f.name] = f.value;
          any = true;
        }
      });
      stored('localStorage', key, any ? JSON.stringify({at: Date.now(), v: v}) : null);
    });
    form.addEventListener('submit', function (e) {
      if (navigator.onLine === false) { // the bar says what to do; the browser's own page would not
        e.preventDefault();
        network();
        bar.scrollIntoView({block: 'center'});
        return;
      }
      stored('sessionStorage', 'sent', JSON.stringify({key: key, act: form.elements.act && form.elements.act.value}));
    });
  }
  function tell(form, key, why) {
    var p = note(say(why)), b = make('button', 'btn btn-s', say('forget'));
    b.type = 'button';
    b.addEventListener('click', function () {
      texts(form).forEach(function (f) {
        f.value = '';
      });
      stored('localStorage', key, null);
      p.remove();
    });
    p.appendChild(b);
    form.insertBefore(p, form.firstChild);
  }
  if (arrived(sending())) {
    stored('localStorage', sending().key, null);
    stored('sessionStorage', 'sent', null);
  }
  all('form[method=post]', function (form) {
    if (form.querySelector('textarea[name]') && !form.closest('[data-no-draft]') || taps(form).length) {
      draft(form);
    }
  });

  // 4 Photos are made small before they travel: at most data-shrink pixels, turned upright, and
  // without the place where they were taken. What cannot be read is sent as it is.
  function shrink(file, most) {
    return new Promise(function (done) {
      var url = URL.createObjectURL(file), img = new Image();
      function give(f) {
        URL.revokeObjectURL(url);
        done(f || file);
      }
      img.onerror = function () {
        give();
      };
      img.onload = function () {
        var scale = Math.min(1, most / Math.max(img.naturalWidth, img.naturalHeight));
        var canvas = make('canvas');
        canvas.width = Math.round(img.naturalWidth * scale);
        canvas.height = Math.round(img.naturalHeight * scale);
        canvas.getContext('2d').drawImage(img, 0, 0, canvas.width, canvas.height);
        canvas.toBlob(function (blob) {
          give(blob && (scale < 1 || blob.size < file.size) &&
            new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', {type: 'image/jpeg'}));
        }, 'image/jpeg', 0.85);
      };
      img.src = url;
    });
  }
  function keep(input, files) {
    var t = new DataTransfer();
    files.forEach(function (f) {
      t.items.add(f);
    });
    input.files = t.files;
  }
  function preview(input, files) {
    var box = input.nextElementSibling;
    if (!box || !box.classList.contains('shots')) {
      box = make('div', 'shots');
      input.insertAdjacentElement('afterend', box);
    }
    box.textContent = '';
    files.forEach(function (f, i) {
      var shot = make('figure'), img = make('img'), b = make('button', 'btn btn-s', say('remove'));
      img.src = URL.createObjectURL(f);
      img.alt = say('photo') + ' ' + (i + 1);
      b.type = 'button';
      b.addEventListener('click', function () {
        files.splice(i, 1);
        keep(input, files);
        preview(input, files);
        input.focus();
      });
      shot.appendChild(img);
      shot.appendChild(b);
      box.appendChild(shot);
    });
  }
  function photos(input) {
    var most = +input.dataset.shrink || 1600, had = [];
    input.addEventListener('change', function () {
      var form = input.form, fresh = Array.prototype.slice.call(input.files);
      if (!fresh.length) {
        keep(input, had);
        return;
      }
      form.setAttribute('aria-busy', 'true');
      Promise.all(fresh.map(function (f) {
        return shrink(f, most);
      })).then(function (small) {
        had = input.multiple ? had.concat(small).slice(0, +input.dataset.most || 6) : small;
        keep(input, had);
        preview(input, had);
        form.removeAttribute('aria-busy');
      });
    });
  }
  if (window.DataTransfer && window.Promise && HTMLCanvasElement.prototype.toBlob) {
    try {
      new DataTransfer().items.add(new File(['x'], 'x'));
      all('input[type=file][data-shrink]', photos);
    } catch (e) {
      // an old engine: photos go as they are
    }
  }

  // 5 Copy and share. Pages on plain http have no clipboard of their own: select and copy.
  function copy(box, button) {
    var done = function () {
      button.lastElementChild.textContent = say('copied');
    };
    var old = function () {
      box.select();
      if (doc.execCommand('copy')) {
        done();
      }
    };
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(box.value).then(done, old);
    } else {
      old();
    }
  }
  all('.copy', function (part) {
    var box = part.querySelector('textarea');
    all('[data-copy]', function (b) {
      b.hidden = false;
      b.addEventListener('click', function () {
        copy(box, b);
      });
    }, part);
    all('[data-share]', function (b) {
      b.hidden = !navigator.share;
      b.addEventListener('click', function () {
        navigator.share({text: box.value}).catch(function () {});
      });
    }, part);
  });
  all('[data-print]', function (b) {
    b.hidden = false;
    b.addEventListener('click', function () {
      print();
    });
  });

  // 6 Before and after: one picture over the other, and a slider that keys and fingers move.
  function compare(pair) {
    var pics = pair.querySelectorAll('.pic'), box = make('div', 'cmp');
    if (pics.length !== 2) {
      return;
    }
    var line = make('div', 'cmp-l'), over = pics[0].cloneNode(true), range = make('input');
    range.type = 'range';
    range.value = 50;
    range.setAttribute('aria-label', pair.dataset.compare);
    over.removeAttribute('loading');
    var move = function () {
      over.style.clipPath = 'inset(0 ' + (100 - range.value) + '% 0 0)';
      line.style.left = 'calc(' + range.value + '% - 1px)';
      line.style.height = over.clientHeight + 'px';
    };
    box.appendChild(pics[1].cloneNode(true));
    box.appendChild(over);
    box.appendChild(line);
    box.appendChild(range);
    range.addEventListener('input', move);
    pair.insertBefore(box, pair.firstChild);
    pair.classList.add('on');
    addEventListener('resize', move);
    over.addEventListener('load', move);
    move();
  }
  if (window.CSS && CSS.supports && CSS.supports('clip-path', 'inset(0)')) {
    all('.pair[data-compare]', compare);
  }

  // 7 Without a network: say so, once, in words.
  var bar = null;
  function network() {
    if (navigator.onLine === false && !bar) {
      bar = make('p', 'offbar', say('offline'));
      bar.setAttribute('role', 'status');
      doc.body.insertBefore(bar, doc.body.firstChild);
    } else if (navigator.onLine !== false && bar) {
      bar.remove();
      bar = null;
    }
  }
  addEventListener('online', network);
  addEventListener('offline', network);
  network();

  // 8 A page that ages is read again, but never under a hand: not once something was touched.
  var every = +(doc.getElementById('main') || {dataset: {}}).dataset.refresh, touched = false;
  if (every > 0) {
    ['input', 'change', 'keydown', 'pointerdown'].forEach(function (kind) {
      doc.addEventListener(kind, function () {
        touched = Date.now();
      });
    });
    setInterval(function () {
      var dirty = doc.querySelector('input:checked,input[type=search]:focus');
      if (!dirty && Date.now() - touched > 30000 && !doc.hidden && navigator.onLine !== false) {
        location.reload();
      }
    }, every * 1000);
  }

  // 9 WeChat tells whether its own large type is on: offer the easy version, once, never force it.
  function care() {
    window.WeixinJSBridge.invoke('getUserConfig', {}, function (r) {
      var pill = doc.querySelector('.pill'), main = doc.getElementById('main');
      if (!r || !r.isCareMode || doc.documentElement.hasAttribute('data-elder') || stored('localStorage', 'care')) {
        return;
      }
      stored('localStorage', 'care', '1');
      var p = note(say('care')), a = make('a', 'btn btn-s', pill.textContent);
      a.href = pill.href;
      p.appendChild(a);
      main.insertBefore(p, main.firstChild);
    });
  }
  if (window.WeixinJSBridge) {
    care();
  } else {
    doc.addEventListener('WeixinJSBridgeReady', care);
  }

  // 10 Ticks at the doors. What was tapped waits in this browser until a page says it has arrived:
  // when the network is back it goes out by itself, unless more is being ticked; when an answer was
  // lost, by one tap. The act key of the first try goes with it, so nothing counts twice.
  function ticks(box) {
    var form = box.querySelector('form'), key = 'ticks:' + form.getAttribute('action');
    var shown = box.querySelector('[data-picked]'), bar = null;
    function waiting() {
      try {
        return JSON.parse(stored('localStorage', key)) || [];
      } catch (e) {
        return [];
      }
    }
    function keep(list) {
      stored('localStorage', key, list.length ? JSON.stringify(list) : null);
    }
    function fresh() {
      var bytes = new Uint8Array(16), hex = '';
      window.crypto.getRandomValues(bytes);
      for (var i = 0; i < 16; i++) {
        hex += (bytes[i] + 256).toString(16).slice(1);
      }
      return hex;
    }
    function count() {
      var n = form.querySelectorAll('[name=row]:checked').length;
      shown.textContent = n ? say('picked').replace('{n}', n) : '';
    }
    function send() {
      var first = waiting()[0], later = make('textarea');
      later.name = 'later';
      later.hidden = true;
      later.value = first.lines.join('\n');
      all('[name=row]', function (b) {
        b.checked = false;
      }, form);
      form.elements.act.value = first.act;
      form.appendChild(later);
      form.submit();
    }
    function show() {
      var rows = {}, n = 0;
      waiting().forEach(function (b) {
        b.lines.forEach(function (l) {
          rows[l.split(' ')[0]] = 1;
        });
      });
      all('[name=row]', function (b) {
        var door = b.parentNode, mark = door.querySelector('.d-wait');
        n += rows[b.value] ? 1 : 0;
        if (rows[b.value] && !mark) {
          door.appendChild(make('span', 'd-wait', say('waits')));
        }
      }, form);
      if (bar) {
        bar.remove();
        bar = null;
      }
      if (n) {
        bar = note(say('unsent').replace('{n}', n));
        [['send', send], ['forget', function () {
          keep([]);
          location.reload();
        }]].forEach(function (w) {
          var b = make('button', 'btn btn-s', say(w[0]));
          b.type = 'button';
          b.addEventListener('click', w[1]);
          bar.appendChild(b);
        });
        form.parentNode.insertBefore(bar, form);
      }
    }
    function itself() {
      if (waiting().length && navigator.onLine !== false && !form.querySelector('[name=row]:checked')) {
        send();
      }
    }
    var sent = /[?&]sent=(\w+)/.exec(location.search), before = waiting();
    if (sent) {
      keep(before.filter(function (b) {
        return b.act !== sent[1];
      }));
    }
    addEventListener('online', itself);
    form.addEventListener('change', count);
    form.addEventListener('submit', function (e) {
      var mark = e.submitter && e.submitter.value, rows = [];
      all('[name=row]:checked', function (b) {
        rows.push(b.value + ' ' + mark + ' ' + Date.now());
      }, form);
      if (!mark || !rows.length) {
        return;
      }
      keep(waiting().concat([{act: form.elements.act.value, lines: rows}]));
      if (navigator.onLine === false) {
        e.preventDefault();
        form.elements.act.value = fresh();
        all('[name=row]', function (b) {
          b.checked = false;
        }, form);
        count();
        show();
      }
    });
    count();
    show();
    if (sent && waiting().length < before.length) { // one has arrived: the next one
      itself();
    }
  }
  all('[data-ticks]', ticks);

  // 11 A place by its name: what fits comes while one types. Without it the form asks back.
  function finder(input) {
    var box = make('div', 'picks'), list = make('ul'), heard = make('span', 'vh'), at = -1, timer, asked = '';
    list.id = input.id + '-l';
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', input.dataset.label);
    heard.setAttribute('role', 'status');
    [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-controls', list.id]].forEach(function (a) {
      input.setAttribute(a[0], a[1]);
    });
    box.appendChild(list);
    box.appendChild(heard);
    input.insertAdjacentElement('afterend', box);
    function open(on) {
      list.hidden = !on;
      input.setAttribute('aria-expanded', on);
      mark(-1);
    }
    function mark(i) {
      var li = list.children;
      if (li[at]) {
        li[at].setAttribute('aria-selected', 'false');
      }
      at = i;
      if (li[at]) {
        li[at].setAttribute('aria-selected', 'true');
        li[at].scrollIntoView({block: 'nearest'});
        input.setAttribute('aria-activedescendant', li[at].id);
      } else {
        input.removeAttribute('aria-activedescendant');
      }
    }
    function take(li) {
      input.value = asked = li.textContent;
      all('[type=radio]', function (r) {
        r.checked = false;
      }, input.closest('.field') || box);
      open(false);
    }
    function show(found) {
      list.textContent = '';
      found.forEach(function (f, i) {
        var li = make('li', '', f.label);
        li.id = list.id + i;
        li.setAttribute('role', 'option');
        li.addEventListener('mousedown', function (e) {
          e.preventDefault();
          take(li);
        });
        list.appendChild(li);
      });
      open(found.length > 0);
      heard.textContent = found.length ? say('several').replace('{n}', found.length) : input.value ? say('none') : '';
    }
    function ask() {
      var q = input.value.trim();
      fetch(input.dataset.find + '?q=' + encodeURIComponent(q)).then(function (r) {
        return r.json();
      }).then(function (found) {
        if (q === input.value.trim() && q !== asked) {
          show(found);
        }
      }).catch(function () {});
    }
    input.addEventListener('input', function () {
      asked = '';
      clearTimeout(timer);
      timer = setTimeout(ask, 180);
    });
    input.addEventListener('blur', function () {
      open(false);
    });
    input.addEventListener('keydown', function (e) {
      var n = list.children.length, d = {ArrowDown: 1, ArrowUp: -1}[e.key];
      if (d && list.hidden && !input.value) {
        asked = null;
        ask();
      } else if (d && n) {
        list.hidden = false;
        input.setAttribute('aria-expanded', 'true');
        mark((at + d + n + (at < 0 && d < 0 ? 1 : 0)) % n);
        e.preventDefault();
      } else if (e.key === 'Enter' && !list.hidden && at >= 0) {
        take(list.children[at]);
        e.preventDefault();
      } else if (e.key === 'Escape' && !list.hidden) {
        open(false);
        e.preventDefault();
      }
    });
    open(false);
  }
  if (window.fetch) {
    all('[data-find]', finder);
  }

  // 12 Rows to tick: how many are, and j, k, x for those who have a keyboard.
  all('[data-picks]', function (box) {
    var rows = Array.prototype.slice.call(box.querySelectorAll('[name=pick]')), shown = box.querySelector('[data-picked]');
    function count() {
      var n = box.querySelectorAll('[name=pick]:checked').length;
      shown.textContent = n ? say('ticked').replace('{n}', n) : '';
    }
    doc.addEventListener('keydown', function (e) {
      var t = e.target, at = rows.indexOf(t), d = {j: 1, k: -1}[e.key];
      if (e.ctrlKey || e.metaKey || e.altKey || (at < 0 && /^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName))) {
        return;
      }
      if (d) {
        at = Math.max(0, Math.min(rows.length - 1, at + d));
        rows[at].focus();
        rows[at].scrollIntoView({block: 'nearest'});
      } else if (e.key === 'x' && at >= 0) {
        rows[at].click();
      }
    });
    box.addEventListener('change', count);
    all('[data-keys]', function (k) {
      k.hidden = false;
    }, box);
    count();
  });
})();
