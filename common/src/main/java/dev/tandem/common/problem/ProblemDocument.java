package dev.tandem.common.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A problem document as of [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457), extended by a stable `code`.
///
/// @param type a URI that names the kind of problem; it need not lead anywhere
/// @param title the same sentence for every occurrence of the kind
/// @param status the HTTP status
/// @param detail what is wrong in this one case
/// @param code what programs should compare
/// @param limit what the request would have passed, null when it is about no limit
/// @param errors the fields at fault, empty when no field is
/// @param incident what to quote when asking the operator, null unless the fault is ours
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "Problem")
public record ProblemDocument(
        String type,
        String title,
        int status,
        @Nullable String detail,
        String code,
        @Nullable Long limit,
        List<Problem.FieldError> errors,
        @Nullable String incident) {

    /// The media type of problem documents.
    public static final String MEDIA_TYPE = "application/problem+json";

    static ProblemDocument of(
            ProblemCode code, @Nullable String detail, List<Problem.FieldError> errors, @Nullable Long limit) {
        return new ProblemDocument(typeOf(code), code.title(), code.status(), detail, code.name(), limit, errors, null);
    }

    /// A document that says no more than its code does.
    public static ProblemDocument of(ProblemCode code) {
        return of(code, null, List.of(), null);
    }

    static ProblemDocument unexpected(String incident) {
        var code = CommonProblem.UNEXPECTED;
        var detail = "The fault is logged under the incident's number; trying again may help.";
        return new ProblemDocument(
                typeOf(code), code.title(), code.status(), detail, code.name(), null, List.of(), incident);
    }

    private static String typeOf(ProblemCode code) {
        return "urn:tandem:problem:" + code.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What a page's address answers with when the form of the answer is text already.
    @Override
    public String toString() {
        return "%d %s %s".formatted(status, title, detail == null ? "" : detail).strip();
    }
}
