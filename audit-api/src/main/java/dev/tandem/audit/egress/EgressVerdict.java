package dev.tandem.audit.egress;

import dev.tandem.common.egress.EgressDenied;
import org.jspecify.annotations.Nullable;

/// Why the proxy gave a browser no connection, or no whole answer: the truth behind Chromium's
/// `net::ERR_TUNNEL_CONNECTION_FAILED`, or behind a 403 that is ours and not the site's.
///
/// @param host as the browser asked for it, IPv6 addresses in brackets
/// @param port the port that was asked for
/// @param reason why it was denied or could not be looked up; null when the name was not the matter
/// @param sentence for people
public record EgressVerdict(String host, int port, Kind kind, EgressDenied.@Nullable Reason reason, String sentence) {

    /// What happened. The names are stable: they appear in reports and in the header `X-Egress-Verdict`.
    public enum Kind {
        /// Our rules forbid the connection; the reason says which.
        DENIED(403),
        /// The name has no address.
        NAME_NOT_RESOLVED(502),
        /// Nothing listens on the port, or a firewall says no.
        REFUSED(502),
        /// No network leads to the address.
        UNREACHABLE(502),
        /// The name servers or the server did not answer in time.
        TIMED_OUT(504),
        /// The server cut the connection.
        RESET(502),
        /// The server speaks something other than HTTP, or broken HTTP.
        BAD_ANSWER(502),
        /// The scan has used up one of its limits.
        LIMIT(403),
        /// The scan was asked to do without advertisements and trackers, and the host is one.
        TRACKER(403);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        /// The HTTP status with which the browser is told.
        int status() {
            return status;
        }
    }

    /// One word for logs and headers: the reason for what was denied, else the kind.
    public String code() {
        return kind == Kind.DENIED && reason != null ? reason.name() : kind.name();
    }

    static EgressVerdict of(Authority authority, Kind kind, String sentence) {
        return new EgressVerdict(authority.host(), authority.port(), kind, null, sentence);
    }

    static EgressVerdict of(Authority authority, EgressDenied denied) {
        return of(authority.host(), authority.port(), denied);
    }

    /// What the guard said of a host.
    public static EgressVerdict of(String host, int port, EgressDenied denied) {
        var kind =
                switch (denied.reason()) {
                    case DENIED_ADDRESS, DENIED_NAME, DENIED_PORT, MALFORMED_HOST -> Kind.DENIED;
                    case NAME_NOT_RESOLVED -> Kind.NAME_NOT_RESOLVED;
                    case DNS_TIMEOUT -> Kind.TIMED_OUT;
                };
        // The exception's constructors always get a sentence.
        var sentence = String.valueOf(denied.getMessage());
        return new EgressVerdict(host, port, kind, denied.reason(), sentence);
    }
}
