#!/bin/sh
# mktpl_test.sh MKTPL - what the template compiler makes, and what it refuses. Each refusal is shown
# beside its near neighbour that passes, so that no case is refused for another reason.
set -eu
mktpl=$1
tmp=$(mktemp -d "${TMPDIR:-/tmp}/eaves-mktpl-XXXXXX")
trap 'rm -rf "$tmp"' EXIT
passed=0
failed=0
head='%% static void x_html(struct ctx *c, const struct x *p)'

tell() { # OK WHAT
    if [ "$1" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL mktpl: $2"
        sed 's/^/    /' "$tmp/err"
    fi
}

compile() { # BODY: under a head, unless it brings its own
    case $1 in
    *%%*) printf '%s\n' "$1" ;;
    *) printf '%s\n%s\n' "$head" "$1" ;;
    esac >"$tmp/x.html"
    "$mktpl" "$tmp/x.html" >"$tmp/x.h" 2>"$tmp/err"
}

good() { # WHAT BODY [LINE-IN-OUTPUT]
    code=0
    compile "$2" || code=1
    if [ "$code" = 0 ] && [ $# = 3 ] && ! grep -qF -- "$3" "$tmp/x.h"; then
        code=1
        cat "$tmp/x.h" >"$tmp/err"
    fi
    tell $code "$1"
}

bad() { # WHAT LINE-AND-WORDS BODY
    code=1
    compile "$3" || { grep -qF -- "x.html:$2" "$tmp/err" && code=0; }
    tell $code "refused: $1"
}

# what it makes
good 'literals' '<p class="q">' 'put_html(c,'
good 'quotes and backslashes' '<p title="a\b">' '"<p title=\"a\\b\">\n",'
good 'no trigraph' '<p>what??=</p>' 'what\?\?='
good 'the length is in bytes' '<p>「」</p>' '14);'
good 'a value' '<p>{{ p->name }}</p>' 'PUT(c, (p->name));'
good 'a value in quotes' '<p title="{{ p->name }}">' 'PUT(c, (p->name));'
good 'between attributes only ready HTML' '<p{{ flag(p) }}>' 'put_raw(c, (flag(p)));'
good 'braces in a string of a value' '<p>{{ f("}}") }}</p>' 'PUT(c, (f("}}")));'
good 'a compound literal' '<p>{{ f((struct y){1}) }}</p>' 'PUT(c, (f((struct y){1})));'
good 'a sentence' '<p>{{_ "源文" }}</p>' 'put_text(c, T(c, "源文"));'
good 'with arguments' '<p>{{_ "还差 {0} 户、{1}" , INT(f(1, 2)), AREA(n) }}</p>' \
    'put_text(c, say(c, WORDS("还差 {0} 户、{1}" , INT(f(1, 2)), AREA(n))));'
good 'a msgid from elsewhere' '<p>{{_ o->label }}</p>' 'put_text(c, T(c, o->label));'
good 'in an attribute' '<p title="{{_ "源文" }}">' 'put_text(c, T(c, "源文"));'
good 'code' '    % if (p->n) {
<p>
% }' ' if (p->n) {'
good 'its line is kept' '<p>
% f();' '#line 3 '
good 'indentation goes' '        <p>' '"<p>\n",'
good 'but stays in <pre>' '<pre>
  a</pre>' '"  a</pre>\n",'
good 'a note is left out' '<!-- 汉字 <b onclick> -->
<p>' '"<p>\n",'
good 'svg' '<svg viewBox="0 0 1 1"><linearGradient id="a"/><path d="M0 0"/></svg>'
good 'custom elements' '<photo-shrink></photo-shrink>'
good 'script with src' '<script src="/s/a.js" defer></script>'
good 'a head over two lines' '%% static void x_html(struct ctx *c,
%%     const struct x *p)
<p>'
good 'two functions' "$head
<p>
%% static void y_html(struct ctx *c)
<b>" 'static void y_html(struct ctx *c)'
good 'a tag over lines of code' '<p
% if (a) {
id="b"
% }
>'
good 'Chinese punctuation between values' '<p>{{ a }}、{{ b }}（{{ d }}）</p>'

# what it refuses
bad 'HTML before a head' '1: HTML before' '<p>
%% static void x_html(struct ctx *c)'
bad 'no head at all' '1: no %%' '% int x;
% /* %% */'
bad 'a head without end' '1: a %% head' '%% static void x_html(struct ctx *c
<p>'
bad 'an unknown tag' '2: unknown tag <blink>' '<blink>'
bad 'an inner frame' '2: unknown tag <iframe>' '<iframe src="/"></iframe>'
bad 'a base' '2: unknown tag <base>' '<base href="/">'
bad 'style elements' '2: unknown tag <style>' '<style></style>'
bad 'script without src' '2: <script> without src' '<script>alert(1)</script>'
bad 'inline style' '2: style=' '<p style="color:red">'
bad 'inline style, shouted' '2: style=' '<p STYLE=x>'
bad 'a handler' '2: onclick=' '<p onclick="x()">'
bad 'a handler after an attribute' '2: onload=' '<img src="/a"onload="x()">'
bad 'javascript:' '2: javascript:' '<a href="JavaScript:x()">'
bad 'a value without quotes' '2: {{ }} in a tag' '<p title={{ p->name }}>'
bad 'a sentence between attributes' '2: {{ }} in a tag' '<p {{_ "a" }}>'
bad 'a value as a tag' '2: ' '<{{ p->tag }}>'
bad '{{ without }}' '2: {{ without' '<p>{{ p->name </p>'
bad '}} without {{' '2: }} without' '<p>p->name }}</p>'
bad 'too many braces' '2: ' '<p>{{ f(}) }}</p>'
bad 'an open quote' '2: a " that' '<p>{{ f("a) }}</p>'
bad 'nothing inside' '2: {{ }} with nothing' '<p>{{ }}</p>'
bad 'a bare <' '2: a bare <' '<p>1 < 2</p>'
bad 'an open comment' '2: <!--' '<!-- a'
bad 'a tag left open' '2: <p is not closed' '<p title="a"'
bad 'untranslatable text' '3: 汉字 outside' '<p>
你好</p>'
bad 'untranslatable attributes' '2: 汉字 outside' '<p title="你好">'
bad 'too few arguments' '2: a text with 2 place(s) is given 1' '<p>{{_ "{0}{1}", INT(1) }}</p>'
bad 'too many arguments' '2: a text with 0 place(s) is given 1' '<p>{{_ "a", INT(1) }}</p>'
bad 'a line further down' '5: style=' '<p>
{{ f(1,
  2) }}
<b style="x">'

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
