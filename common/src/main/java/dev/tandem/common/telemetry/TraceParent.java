package dev.tandem.common.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A place in a trace, written down so that work that is done later and elsewhere belongs to it: the value of the
/// header `traceparent` (W3C Trace Context, section 3.2).
public final class TraceParent {

    private static final String HEADER = "traceparent";

    private static final TextMapGetter<String> GETTER =
            new TextMapGetter<>() {
                @Override
                public Iterable<String> keys(String value) {
                    return List.of(HEADER);
                }

                @Override
                public @Nullable String get(@Nullable String value, String key) {
                    return key.equals(HEADER) ? value : null;
                }
            };

    private TraceParent() {}

    /// Where the caller is now, null outside every trace, as when traces are off.
    public static @Nullable String current() {
        if (!Span.current().getSpanContext().isValid()) {
            return null;
        }
        var carrier = new HashMap<String, String>();
        W3CTraceContextPropagator.getInstance()
                .inject(Context.current(), carrier, (_, key, text) -> carrier.put(key, text));
        return carrier.get(HEADER);
    }

    /// What to give a span as its parent; the root, where new traces begin, when there is no value or it is broken.
    public static Context parse(@Nullable String value) {
        return value == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), value, GETTER);
    }
}
