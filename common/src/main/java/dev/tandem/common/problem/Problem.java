package dev.tandem.common.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A refusal that its caller is meant to read: a code, a sentence, and the fields at fault. Carries no stack trace,
/// because it says what is wrong with a request and not where the code was.
public final class Problem extends RuntimeException {

    private final transient ProblemCode code;
    private final transient List<FieldError> errors;

    private Problem(ProblemCode code, @Nullable String detail, List<FieldError> errors) {
        super(detail == null ? code.title() : detail, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
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

    public ProblemCode code() {
        return code;
    }

    /// The document that this problem is answered with.
    public ProblemDocument document() {
        return ProblemDocument.of(code, getMessage(), errors);
    }

    /// One field of a request and what is wrong with it.
    public record FieldError(String field, String message) {}
}
