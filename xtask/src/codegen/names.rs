//! AWS names in Rust's spelling.

/// `ec2TagFilters` to `ec2_tag_filters`, `ECSServiceName` to `ecs_service_name`.
pub(crate) fn snake(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (i, &c) in chars.iter().enumerate() {
        let after_small = i > 0 && !chars[i - 1].is_uppercase() && chars[i - 1] != '_';
        let starts_word = i > 0
            && chars[i - 1].is_uppercase()
            && chars.get(i + 1).is_some_and(|next| next.is_lowercase());
        if c.is_uppercase() && (after_small || starts_word) {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// A member as a Rust field: snake case, raw where it is a keyword.
pub(crate) fn field(member: &str) -> String {
    let name = snake(member);
    if matches!(
        name.as_str(),
        "type" | "ref" | "match" | "move" | "in" | "use" | "loop" | "where"
    ) {
        format!("r#{name}")
    } else {
        name
    }
}

/// A shape as the name of its static.
pub(crate) fn constant(shape: &str) -> String {
    snake(shape).to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_and_keywords() {
        assert_eq!(snake("ec2TagFilters"), "ec2_tag_filters");
        assert_eq!(snake("ECSServiceName"), "ecs_service_name");
        assert_eq!(snake("DeploymentId"), "deployment_id");
        assert_eq!(snake("eTag"), "e_tag");
        assert_eq!(snake("S3Location"), "s3_location");
        assert_eq!(field("type"), "r#type");
        assert_eq!(constant("AWSRegionName"), "AWS_REGION_NAME");
    }
}
