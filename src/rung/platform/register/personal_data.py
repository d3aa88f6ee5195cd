"""The register holds no personal data."""

from rung.platform.kernel.registries.personal_data import not_personal

not_personal("register.OutcomeSkill", name="the name of a skill")
