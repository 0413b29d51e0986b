package dev.tandem.jobs.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// What makes a feed's address unguessable: feed readers can send nothing else. Only its hash is stored, so that
/// whoever reads the database can't read the feeds' addresses out of it.
///
/// @param text 256 random bits, in characters that an address may hold
record FeedToken(String text) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LENGTH = 32;

    static FeedToken create() {
        var bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        return new FeedToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
        }
    }

    @Override
    public String toString() {
        return "FeedToken";
    }
}
