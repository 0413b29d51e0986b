package dev.tandem.common.page;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One page of a list.
///
/// @param next what to send as `cursor` for the following page; null on the last one
@RegisterForReflection
public record Page<T>(List<T> items, @Nullable String next) {

    /// Cuts a page from rows that were read with a limit of one more than the page holds: the extra row only tells that
    /// there is a further page.
    ///
    /// @param cursorOf the place of a row in the list's order
    public static <T> Page<T> cut(List<T> rows, int limit, Function<T, Cursor> cursorOf) {
        if (rows.size() <= limit) {
            return new Page<>(List.copyOf(rows), null);
        }
        var items = List.copyOf(rows.subList(0, limit));
        return new Page<>(items, cursorOf.apply(items.getLast()).encode());
    }

    /// The same page with other items.
    public <R> Page<R> map(Function<T, R> change) {
        return new Page<>(items.stream().map(change).toList(), next);
    }
}
