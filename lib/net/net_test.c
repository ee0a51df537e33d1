/* net_test.c - addresses, letters, and a gateway in all its moods. */
#include "lib/net/net.h"
#include "lib/net/sms.h"
#include "tests/check.h"
#include "tests/gateway.h"

static void addresses(struct ctx *c)
{
    static const struct {
        const char *url;
        bool mail, lan, ok;
    } cases[] = {
        {"https://sms.example.cn/send?key=1", false, false, true},
        {"http://sms.example.cn/send", false, false, false},
        {"http://10.0.0.7/send", false, true, true},
        {"HTTPS://sms.example.cn", false, false, false},
        {"file:///etc/passwd", false, true, false},
        {"gopher://127.0.0.1", false, true, false},
        {"https://", false, true, false},
        {"https://a:b@sms.example.cn/", false, true, false},
        {"https://sms.example.cn/\r\nHost: x", false, true, false},
        {"https://sms.example.cn/ x", false, true, false},
        {"smtps://mail.example.cn", true, false, true},
        {"smtp://mail.example.cn:587", true, false, true},
        {"https://mail.example.cn", true, true, false},
        {"", false, true, false},
        {NULL, false, true, false},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err why = {0};
        CHECK(str_or(cases[i].url, "NULL"),
            net_url_ok(cases[i].url, cases[i].mail, cases[i].lan, &why) == cases[i].ok);
    }
    static const char *const bad[] = {"", "wang", "@x.cn", "a@b", "a@b@c.cn", "a b@c.cn",
        "a@c.cn\r\nBcc: x@y.cn", "<a@c.cn>", "a,b@c.cn", "王@c.cn"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        CHECK(bad[i], !net_mailbox_ok(bad[i]));
    }
    CHECK("a mailbox", net_mailbox_ok("wang.lan@example.cn"));
}

static void letter(struct ctx *c)
{
    const char *text = net_letter_text(c->arena,
        &(struct net_letter){.from = "a@example.cn",
            .to = "b@example.cn",
            .subject = "您反映的 0431 号有了答复，请看一看，说一声解决了没有",
            .text = "您好\n第二行",
            .key = "m1-2"},
        c->now);
    CHECK("its day", strstr(text, "Date: Mon, 23 Nov 2026 10:00:00 +0800\r\n"));
    CHECK("known again", strstr(text, "Message-ID: <m1-2@eaves>\r\n"));
    CHECK(
        "subject in words", strstr(text, "Subject: =?UTF-8?B?") && strstr(text, "?=\r\n =?UTF-8"));
    CHECK("only ascii", strlen(text) == utf8_length(text));
}

static void bodies(struct ctx *c)
{
    struct sms s = {.phone = "13900000302", .text = "他说\"好\"\\\n{phone}", .key = "m1"};
    CHECK("json is escaped, once",
        str_same(sms_fill(c->arena, "{\"to\":\"{phone}\",\"m\":\"{text}\",\"k\":\"{key}\"}", &s),
            "{\"to\":\"13900000302\",\"m\":\"他说\\\"好\\\"\\\\\\u000a{phone}\",\"k\":\"m1\"}"));
    s.text = "a&b=好";
    CHECK("a form too", str_same(sms_fill(c->arena, "to={phone}&m={text}", &s),
                            "to=13900000302&m=a%26b%3D%E5%A5%BD"));
    CHECK("numbers are not shown",
        str_same(sms_shown(c->arena, &(struct net_answer){NET_ANSWERED, 200,
                                         "{\"to\":\"13900000302\",\"code\":1001}", ""}),
            "200 {\"to\":\"***********\",\"code\":1001}"));
}

static void moods(struct ctx *c)
{
    static const struct {
        const char *what, *answer;
        int slow_ms;
        enum sms_result means;
    } cases[] = {
        {"takes it", GATEWAY_SAYS("200 OK", "{\"code\":0}"), 0, SMS_TAKEN},
        {"says no with 200", GATEWAY_SAYS("200 OK", "{\"code\":5}"), 0, SMS_REFUSED},
        {"says no", GATEWAY_SAYS("400 Bad Request", "{}"), 0, SMS_REFUSED},
        {"sends elsewhere", GATEWAY_SAYS("302 Found\r\nLocation: http://127.0.0.1:1/", ""), 0,
            SMS_REFUSED},
        {"breaks", GATEWAY_SAYS("500 Oh", "{\"code\":0}"), 0, SMS_DOWN},
        {"is busy", GATEWAY_SAYS("429 Slow", ""), 0, SMS_DOWN},
        {"hangs up", "", 0, SMS_DOWN},
        {"is slow", GATEWAY_SAYS("200 OK", "{\"code\":0}"), 900, SMS_DOWN},
        {"talks nonsense", "\xff\xfe\x01", 0, SMS_DOWN},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct gateway g;
        struct net_answer a;
        gateway_start(&g, cases[i].answer, cases[i].slow_ms);
        struct net_request r = {.url = g.url,
            .body = "{}",
            .key = "k7",
            .lan = true,
            .most_ms = cases[i].slow_ms ? 400 : 8000}; /* a busy machine is no slow gateway */
        net_send(c->arena, &r, &a);
        CHECK(cases[i].what, sms_means(&a, "\"code\":0") == cases[i].means);
        CHECK("it arrived once, with its key", gateway_got(&g, "k7 {}") == 1);
        r.lan = false;
        net_send(c->arena, &r, &a);
        CHECK("never inside", a.result == NET_NEVER_LEFT && gateway_got(&g, "") == 1);
        gateway_stop(&g);
        r.lan = true;
        net_send(c->arena, &r, &a);
        CHECK("dead", a.result == NET_NEVER_LEFT && sms_means(&a, "") == SMS_DOWN);
    }
}

static void no_way_inside(struct ctx *c)
{
    static const char *const inside[] = {"https://127.0.0.1:9/", "https://10.1.2.3/",
        "https://192.168.1.1/", "https://172.16.0.1/", "https://169.254.169.254/latest",
        "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://0.0.0.0/"};
    for (size_t i = 0; i < COUNT(inside); i++) {
        struct net_answer a;
        net_send(c->arena, &(struct net_request){.url = inside[i], .most_ms = 500}, &a);
        CHECK(inside[i], a.result == NET_NEVER_LEFT && !a.status);
    }
}

const struct test net_tests[] = {
    {"addresses", addresses, .pure = true},
    {"letter", letter, .pure = true},
    {"bodies", bodies, .pure = true},
    {"moods", moods, .pure = true},
    {"no way inside", no_way_inside, .pure = true},
    {0},
};
