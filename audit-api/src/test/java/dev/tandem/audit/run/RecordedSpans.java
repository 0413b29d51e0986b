package dev.tandem.audit.run;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Remembers every span that has ended.
@Singleton
public class RecordedSpans implements SpanProcessor {

    private final Queue<SpanData> ended = new ConcurrentLinkedQueue<>();

    /// All of a trace, up to now.
    List<SpanData> ofTrace(String traceId) {
        return ended.stream().filter(span -> span.getTraceId().equals(traceId)).toList();
    }

    /// All of the trace that a scan's run belongs to; empty until the run has ended.
    List<SpanData> ofScan(String scanId) {
        return ended.stream()
                .filter(span -> scanId.equals(span.getAttributes().get(AttributeKey.stringKey("scan.id"))))
                .findFirst()
                .map(run -> ofTrace(run.getTraceId()))
                .orElse(List.of());
    }

    /// Each span of ours with what it is in, such as `scan.store in scan.run`.
    static List<String> tree(List<SpanData> spans) {
        return spans.stream()
                .filter(span -> span.getName().matches("POST .*|(scan|engine|browser)\\..*"))
                .map(span -> label(span) + " in " + parent(span, spans))
                .toList();
    }

    private static String parent(SpanData child, List<SpanData> spans) {
        return spans.stream()
                .filter(span -> span.getSpanId().equals(child.getParentSpanId()))
                .map(RecordedSpans::label)
                .findFirst()
                .orElse("nothing");
    }

    private static String label(SpanData span) {
        var engine = span.getAttributes().get(AttributeKey.stringKey("engine"));
        return engine == null ? span.getName() : span.getName() + " " + engine;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        // Not asked for.
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        ended.add(span.toSpanData());
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }
}
