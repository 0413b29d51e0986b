package dev.tandem.audit.sitemap;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Lets a number of bytes pass and then fails: what unpacks to more than it should is not read to its end.
final class LimitedStream extends FilterInputStream {

    private final long limit;
    private long read;

    LimitedStream(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    /// The limit was passed. A class of its own, because the XML reader wraps whatever its input throws.
    static final class Passed extends IOException {
        private static final long serialVersionUID = 1L;
    }

    long count() {
        return read;
    }

    @Override
    public int read() throws IOException {
        var next = super.read();
        if (next >= 0) {
            count(1);
        }
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        var got = super.read(into, offset, length);
        if (got > 0) {
            count(got);
        }
        return got;
    }

    private void count(int bytes) throws Passed {
        read += bytes;
        if (read > limit) {
            throw new Passed();
        }
    }
}
