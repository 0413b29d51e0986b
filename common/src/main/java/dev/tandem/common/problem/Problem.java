package dev.tandem.common.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A refusal that its caller is meant to read: a code, a sentence, and the fields at fault. Carries no stack trace,
/// because it says what is wrong with a request and not where the code was.
public final class Problem extends RuntimeException {

    private final transient ProblemCode code;
    private final transient List<FieldError> errors;
    private final transient @Nullable Duration retryAfter;
    private final @Nullable Long limit;

    private Problem(ProblemCode code, @Nullable String detail, List<FieldError> errors) {
        this(code, detail, errors, null, null);
    }

    private Problem(
            ProblemCode code,
            @Nullable String detail,
            List<FieldError> errors,
            @Nullable Duration retryAfter,
            @Nullable Long limit) {
        super(detail == null ? code.title() : detail, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
        this.limit = limit;
    }

    /// @param detail what is wrong with this one request, as a sentence; never anything secret
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, List.of());
    }

    /// A 400 that names the one field at fault.
    ///
    /// @param field the field as the caller wrote it, such as `url`
    public static Problem invalid(String field, String message) {
        return new Problem(
                CommonProblem.INVALID_REQUEST, field + ": " + message, List.of(new FieldError(field, message)));
    }

    /// A 400 that names several fields.
    public static Problem invalid(List<FieldError> errors) {
        var first = errors.getFirst();
        return new Problem(CommonProblem.INVALID_REQUEST, first.field() + ": " + first.message(), errors);
    }

    /// The same problem with the wait after which asking again makes sense; sent as `Retry-After`, in whole seconds.
    public Problem retryAfter(Duration wait) {
        return new Problem(code, getMessage(), errors, wait, limit);
    }

    /// The same problem with the limit that the request would have passed.
    public Problem limit(long most) {
        return new Problem(code, getMessage(), errors, retryAfter, most);
    }

    public ProblemCode code() {
        return code;
    }

    /// The wait after which asking again makes sense; empty when nobody knows.
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /// The document that this problem is answered with.
    public ProblemDocument document() {
        return ProblemDocument.of(code, getMessage(), errors, limit);
    }

    /// One field of a request and what is wrong with it.
    public record FieldError(String field, String message) {}
}
