//! The name that was meant, when a name is not known.

/// The most similar of the names there are, when few letters are wrong.
pub fn near<'a, T: AsRef<str>>(name: &str, there: &'a [T]) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let measured = there.iter().map(|other| {
        let other = other.as_ref();
        (distance(&lower, &other.to_lowercase()), other)
    });
    let (wrong, best) = measured.min()?;
    let letters = name.chars().count();
    (wrong <= (letters / 3).max(1)).then_some(best)
}

/// Letters that are wrong, missing, too many or exchanged; a name that was not typed to its end
/// lacks one.
fn distance(name: &str, other: &str) -> usize {
    match other.starts_with(name) && name.len() > 1 {
        true => usize::from(name != other),
        false => strsim::osa_distance(name, other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_meant_and_none_when_all_are_far() {
        let there = ["shop", "shop-staging", "billing", "Web"];
        assert_eq!(near("shpo", &there), Some("shop"));
        assert_eq!(near("shop-stagng", &there), Some("shop-staging"));
        assert_eq!(near("shop-s", &there), Some("shop-staging"));
        assert_eq!(near("wbe", &there), Some("Web"));
        assert_eq!(near("inventory", &there), None);
        assert_eq!(near("x", &there), None);
        assert_eq!(near("x", &[] as &[&str]), None);
    }
}
