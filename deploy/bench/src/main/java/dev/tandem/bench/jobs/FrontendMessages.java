package dev.tandem.bench.jobs;

/// Counts what a PostgreSQL client asks for, in the bytes that it sends over one connection: statements (Query and
/// Execute) and how often it wants an answer before it goes on (Query and Sync). See
/// https://www.postgresql.org/docs/18/protocol-message-formats.html
final class FrontendMessages {

    private static final int LENGTH = 4;
    private static final int SSL_REQUEST = 80_877_103;
    private static final int CANCEL_REQUEST = 80_877_102;
    private static final int GSS_REQUEST = 80_877_104;

    /// Where counts go, for all connections together.
    interface Counts {
        void statement();

        void roundTrip();
    }

    private final Counts counts;
    private boolean started;
    private char kind;
    private long header;
    private int headerBytes;
    private long left;

    FrontendMessages(Counts counts) {
        this.counts = counts;
    }

    void read(byte[] bytes, int length) {
        for (var n = 0; n < length; n++) {
            if (left > 0) {
                var skipped = (int) Math.min(left, length - n);
                if (!started) {
                    n = startup(bytes, n);
                    continue;
                }
                left -= skipped;
                n += skipped - 1;
            } else {
                header(bytes[n] & 0xff);
            }
        }
    }

    /// The first message has no kind, and what it is stands where its version would.
    private int startup(byte[] bytes, int at) {
        if (headerBytes < LENGTH) {
            header = header << 8 | bytes[at] & 0xff;
            headerBytes++;
        }
        left--;
        if (left == 0) {
            var version = (int) header;
            started = version != SSL_REQUEST && version != GSS_REQUEST && version != CANCEL_REQUEST;
            header = 0;
            headerBytes = 0;
        }
        return at;
    }

    private void header(int each) {
        if (started && headerBytes == 0 && kind == 0) {
            kind = (char) each;
            count();
            return;
        }
        header = header << 8 | each;
        headerBytes++;
        if (headerBytes == LENGTH) {
            left = header - LENGTH;
            header = 0;
            headerBytes = 0;
            kind = 0;
        }
    }

    private void count() {
        switch (kind) {
            case 'Q' -> {
                counts.statement();
                counts.roundTrip();
            }
            case 'E' -> counts.statement();
            case 'S' -> counts.roundTrip();
            default -> {
                // prepares, binds, describes, closes or says who it is
            }
        }
    }
}
