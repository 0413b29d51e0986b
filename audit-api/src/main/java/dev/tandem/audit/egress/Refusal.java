package dev.tandem.audit.egress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// An answer of the proxy itself. The connection ends with it.
///
/// @param code one word for the header `X-Egress-Verdict`, by which our 403 can be told from a site's
record Refusal(int status, String code, String sentence) {

    static Refusal of(EgressVerdict verdict) {
        return new Refusal(verdict.kind().status(), verdict.code(), verdict.sentence());
    }

    static Refusal of(MalformedHead malformed) {
        return new Refusal(400, "MALFORMED_REQUEST", malformed.sentence());
    }

    static Refusal withoutSession() {
        return new Refusal(403, "NO_SESSION", "No scan is under way, so nothing may be reached.");
    }

    void writeTo(OutputStream out, boolean withBody) throws IOException {
        var body = (sentence + "\n").getBytes(UTF_8);
        new HttpHead(
                        "HTTP/1.1 " + status + " " + phrase(),
                        List.of(
                                new HttpHead.Field("X-Egress-Verdict", code),
                                new HttpHead.Field("Content-Type", "text/plain; charset=utf-8"),
                                new HttpHead.Field("Content-Length", Integer.toString(body.length)),
                                new HttpHead.Field("Connection", "close")))
                .writeTo(out);
        if (withBody) {
            out.write(body);
        }
        out.flush();
    }

    private String phrase() {
        return switch (status) {
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 504 -> "Gateway Timeout";
            default -> "Bad Gateway";
        };
    }
}
