package dev.tandem.jobs.listing;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Text that somebody read in the wrong charset and wrote down again: `KÃ¶chin` for `Köchin`.
public final class Mojibake {

    private static final Charset WESTERN = Charset.forName("windows-1252");

    // The first byte of a character in UTF-8 and one after it, as the wrong charset shows them.
    private static final Pattern SUSPECT = Pattern.compile("[\\u00c2-\\u00f4][\\u0080-\\u00bf\\u0152-\\u2122]");

    private Mojibake() {}

    /// The text as it was meant, where all of it proves to be UTF-8 read as windows-1252; else unchanged. A text that
    /// is right as it is never proves to be that by chance, because every letter with an accent would have to be
    /// followed by just the right signs.
    public static String repaired(String text) {
        if (!SUSPECT.matcher(text).find()) {
            return text;
        }
        try {
            var decoder = StandardCharsets.UTF_8.newDecoder();
            return decoder.decode(bytes(text)).toString();
        } catch (CharacterCodingException right) {
            return text;
        }
    }

    /// The five bytes that windows-1252 has no sign for were kept as control characters.
    private static ByteBuffer bytes(String text) throws CharacterCodingException {
        var bytes = ByteBuffer.allocate(text.length());
        var encoder = WESTERN.newEncoder();
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c <= '\u009f') {
                bytes.put((byte) c);
            } else {
                bytes.put(encoder.encode(CharBuffer.wrap(text, i, i + 1)));
            }
        }
        return bytes.flip();
    }
}
