package dev.tandem.common.egress;

/// A connection that may not be made, or a host that has no address to connect to.
///
/// Checked, because the host came from somebody's input: it is an expected answer that each caller has to turn into its
/// own (a refused request, a failed source, a blocked resource), and one that falls through as an internal error would
/// blame us for the input. The sentence never holds an address that was looked up, so that it can be shown to people
/// who are not meant to learn how a private network is numbered.
public final class EgressDenied extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    EgressDenied(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    EgressDenied(Reason reason, String sentence, Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /// Why it was denied. The names are stable: they appear in reports.
    public enum Reason {
        /// The host leads to an address that is private, special or our own.
        DENIED_ADDRESS,
        /// The name itself says that it is internal.
        DENIED_NAME,
        /// The port belongs to a service that does not speak HTTP.
        DENIED_PORT,
        /// The host is neither a DNS name nor a canonical address.
        MALFORMED_HOST,
        /// The name has no address.
        NAME_NOT_RESOLVED,
        /// The name servers did not answer in time.
        DNS_TIMEOUT
    }
}
