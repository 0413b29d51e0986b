package dev.tandem.jobs.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/// A long JSON answer that is read row by row, so that never more than one row of it is in memory as a tree. It can be
/// read once.
public final class JsonRows {

    private final JsonParser parser;
    private final String host;

    JsonRows(JsonParser parser, String host) {
        this.parser = parser;
        this.host = host;
    }

    /// Reads an answer that is an object with the rows in one of its fields.
    ///
    /// @return the rest of the object
    /// @throws FetchException when the answer is none, or breaks off behind rows that were read already
    public ObjectNode each(String field, Consumer<JsonNode> row) {
        return read(() -> {
            var rest = JsonNodeFactory.instance.objectNode();
            var found = false;
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw without("\"%s\"".formatted(field));
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                if (parser.nextToken() == JsonToken.START_ARRAY && name.equals(field)) {
                    rows(row);
                    found = true;
                } else {
                    rest.set(name, parser.readValueAsTree());
                }
            }
            if (!found) {
                throw without("\"%s\"".formatted(field));
            }
            return rest;
        });
    }

    /// Reads an answer that is a list of rows.
    ///
    /// @throws FetchException when the answer is none, or breaks off behind rows that were read already
    public void each(Consumer<JsonNode> row) {
        read(() -> {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw without("list");
            }
            rows(row);
            return true;
        });
    }

    private void rows(Consumer<JsonNode> row) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            row.accept(parser.<JsonNode>readValueAsTree());
        }
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T read(Reading<T> reading) {
        try {
            var read = reading.read();
            if (parser.nextToken() != null) {
                throw broken();
            }
            return read;
        } catch (JsonProcessingException broken) {
            throw broken();
        } catch (IOException impossible) {
            throw new UncheckedIOException("Bytes in memory are always readable", impossible);
        }
    }

    private FetchException broken() {
        return new FetchException(
                FetchFailure.Code.MALFORMED, "The JSON that %s sent is broken or breaks off.".formatted(host));
    }

    private static FetchException without(String what) {
        return new FetchException(
                FetchFailure.Code.MALFORMED, "The answer is JSON without the expected %s.".formatted(what));
    }
}
