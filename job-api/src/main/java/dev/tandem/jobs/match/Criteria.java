package dev.tandem.jobs.match;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tandem.jobs.listing.EmploymentType;
import dev.tandem.jobs.listing.Workplace;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a person asks of a posting. Each criterion that is set must be met; what a posting does not say is not held
/// against it, and counts for less than what it says.
@Schema(name = "FilterCriteria")
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Criteria(
        @Schema(description = "Words or phrases of which title or description hold at least one, as whole words.")
                @Size(max = 50, message = "has at most 50 phrases.")
                List<@NotBlank(message = "is blank.") @Size(max = 100, message = "has at most 100 characters.") String>
                        include,
        @Schema(description = "Words or phrases that the title must not hold.")
                @Size(max = 50, message = "has at most 50 phrases.")
                List<@NotBlank(message = "is blank.") @Size(max = 100, message = "has at most 100 characters.") String>
                        exclude,
        @Schema(description = "Cities or regions; one of them or of the countries is where the work is.")
                @Size(max = 50, message = "has at most 50 places.")
                List<@NotBlank(message = "is blank.") @Size(max = 100, message = "has at most 100 characters.") String>
                        places,
        @Schema(description = "ISO 3166-1 alpha-2.") @Size(max = 50, message = "has at most 50 countries.")
                List<@Pattern(regexp = "[A-Z]{2}", message = "is no code of a country, such as NO.") String> countries,
        Set<Workplace> workplaces,
        @Schema(description = "As a posting's `seniority` has it.") @Size(max = 20, message = "has at most 20 levels.")
                Set<@Pattern(regexp = "[A-Z_]{1,30}", message = "is no level.") String> seniorities,
        Set<EmploymentType> employmentTypes,
        @Valid @Nullable SalaryFloor salary,
        @Schema(description = "Whether a posting without a salary that can be compared is kept; by default it is.")
                @Nullable Boolean withoutSalary,
        @Schema(description = "How long ago a posting was published at most, in days.")
                @Min(value = 1, message = "is at least 1.")
                @Max(value = 3650, message = "is at most 3650.")
                @Nullable Integer maxAgeDays) {

    public Criteria {
        include = listed(include);
        exclude = listed(exclude);
        places = listed(places);
        countries = listed(countries);
        workplaces = workplaces == null ? Set.of() : Set.copyOf(workplaces);
        seniorities = seniorities == null ? Set.of() : Set.copyOf(seniorities);
        employmentTypes = employmentTypes == null ? Set.of() : Set.copyOf(employmentTypes);
    }

    /// Whether it asks for nothing, which every posting would meet.
    boolean asksForNothing() {
        return include.isEmpty()
                && exclude.isEmpty()
                && places.isEmpty()
                && countries.isEmpty()
                && workplaces.isEmpty()
                && seniorities.isEmpty()
                && employmentTypes.isEmpty()
                && salary == null
                && maxAgeDays == null;
    }

    /// Whether a posting without a salary that can be compared is kept.
    boolean keepsWithoutSalary() {
        return !Boolean.FALSE.equals(withoutSalary);
    }

    private static List<String> listed(@Nullable List<String> texts) {
        return texts == null
                ? List.of()
                : texts.stream().map(text -> text == null ? "" : text.strip()).distinct().toList();
    }
}
