//! The public AWS SigV4 test vectors, presigned requests, hostile requests, and sign → verify.

use http::{HeaderName, HeaderValue, Method, Request, Uri, header, request::Parts};
use proptest::prelude::*;
use serde_json::Value;

use super::canonical::{Canonical, scope};
use super::*;

const NOW: Stamp = Stamp(1_440_938_160); // 2015-08-30 12:36:00 UTC, the time of every vector
const REGION: &str = "us-east-1";

fn secret() -> Secret {
    Secret {
        key: SecretKey::new("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
        session_token: None,
        expires: None,
    }
}

fn expected(now: Stamp) -> Expected<'static> {
    Expected {
        region: REGION,
        service: "service",
        dialect: Dialect::General,
        now,
    }
}

fn parts(vector: &Value) -> Parts {
    let mut request = Request::builder()
        .method(vector["method"].as_str().unwrap())
        .uri(vector["uri"].as_str().unwrap());
    for header in vector["headers"].as_array().unwrap() {
        request = request.header(header[0].as_str().unwrap(), header[1].as_str().unwrap());
    }
    let authorization = vector["authorization"].as_str().unwrap();
    let request = request.header(header::AUTHORIZATION, authorization);
    request.body(()).unwrap().into_parts().0
}

fn vectors() -> Vec<Value> {
    let list: Vec<Value> = serde_json::from_str(include_str!("vectors.json")).unwrap();
    assert!(list.len() > 20);
    list
}

fn check(parts: &Parts, body: &[u8], secret: &Secret, now: Stamp) -> Result<(), Refusal> {
    Claim::read(parts)?.verify(parts, body, secret, &expected(now))
}

#[test]
fn every_vector_verifies_and_no_other_body_does() {
    assert_eq!(Stamp::parse("20150830T123600Z"), Some(NOW));
    for vector in vectors() {
        let mut secret = secret();
        secret.session_token = vector["token"].as_str().map(SecretKey::new);
        let body = vector["body"].as_str().unwrap().as_bytes();
        let parts = parts(&vector);
        assert_eq!(
            check(&parts, body, &secret, NOW),
            Ok(()),
            "{}",
            vector["name"]
        );
        let tampered = check(&parts, b"{}", &secret, NOW);
        assert!(
            matches!(tampered, Err(Refusal::Invalid(_))),
            "{}",
            vector["name"]
        );
    }
}

#[test]
fn old_and_early_signatures_are_refused_in_the_words_of_aws() {
    let parts = parts(&vectors()[0]);
    let at = |seconds| check(&parts, b"", &secret(), Stamp(NOW.0 + seconds));
    assert_eq!(at(300), Ok(()));
    assert_eq!(at(-300), Ok(()));
    assert_eq!(
        at(301).unwrap_err().to_string(),
        "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z \
         (20150830T124101Z - 5 min.)"
    );
    assert_eq!(
        at(-301).unwrap_err().to_string(),
        "Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z \
         (20150830T123059Z + 5 min.)"
    );
}

#[test]
fn scope_token_and_life_are_checked() {
    let parts = parts(&vectors()[0]);
    let claim = Claim::read(&parts).unwrap();
    let verify =
        |secret: &Secret, expected: &Expected<'_>| claim.verify(&parts, b"", secret, expected);
    let elsewhere = Expected {
        region: "eu-west-1",
        ..expected(NOW)
    };
    let error = verify(&secret(), &elsewhere).unwrap_err().to_string();
    assert!(error.contains("valid region, not 'us-east-1'"), "{error}");
    let other = Expected {
        service: "codedeploy",
        ..expected(NOW)
    };
    let error = verify(&secret(), &other).unwrap_err().to_string();
    assert_eq!(
        error,
        "Credential should be scoped to correct service: 'codedeploy'."
    );
    let temporary = Secret {
        session_token: Some(SecretKey::new("t")),
        ..secret()
    };
    assert_eq!(
        verify(&temporary, &expected(NOW)),
        Err(Refusal::Unrecognized)
    );
    let over = Secret {
        expires: Some(NOW),
        ..secret()
    };
    assert_eq!(verify(&over, &expected(NOW)), Err(Refusal::Expired));
    // Without the secret none of that is told.
    let wrong = Secret {
        key: SecretKey::new("guess"),
        ..over
    };
    let error = verify(&wrong, &elsewhere).unwrap_err().to_string();
    assert!(
        error.starts_with("The request signature we calculated"),
        "{error}"
    );
}

#[test]
fn unreadable_signatures_are_incomplete() {
    let read = |headers: &[(&str, &str)], uri: &str| {
        let mut request = Request::builder().uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Claim::read(&request.body(()).unwrap().into_parts().0)
    };
    assert_eq!(read(&[], "/").unwrap_err(), Refusal::Missing);
    let good =
        "AWS4-HMAC-SHA256 Credential=A/20150830/r/s/aws4_request, SignedHeaders=host, Signature=00";
    assert!(
        read(
            &[("authorization", good), ("x-amz-date", "20150830T123600Z")],
            "/"
        )
        .is_ok()
    );
    for (authorization, date) in [
        ("Basic abc", "20150830T123600Z"),
        (good, "Sun, 30 Aug 2015"),
        (good, "2015+830T123600Z"),
        (
            "AWS4-HMAC-SHA256 Credential=A/20150830/r/s/aws4_request, Signature=00",
            "20150830T123600Z",
        ),
        (
            "AWS4-HMAC-SHA256 Credential=A/r, SignedHeaders=host, Signature=00",
            "20150830T123600Z",
        ),
        ("AWS4-HMAC-SHA256", "20150830T123600Z"),
    ] {
        let refusal = read(
            &[("authorization", authorization), ("x-amz-date", date)],
            "/",
        );
        assert!(
            matches!(refusal, Err(Refusal::Incomplete(_))),
            "{authorization} {date}"
        );
    }
    assert!(matches!(
        read(&[("authorization", good)], "/"),
        Err(Refusal::Incomplete(_))
    ));
    for expires in ["0", "604801", "-1", "x"] {
        let uri = format!(
            "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires={expires}&X-Amz-Signature=0\
             &X-Amz-Credential=A/20150830/r/s/aws4_request&X-Amz-SignedHeaders=host\
             &X-Amz-Date=20150830T123600Z"
        );
        assert!(
            matches!(read(&[], &uri), Err(Refusal::Incomplete(_))),
            "{expires}"
        );
    }
}

/// A presigned request as an SDK makes it.
fn presigned(path: &str, seconds: i64, body: &str) -> Parts {
    let scope = scope(&NOW.date(), REGION, "service");
    let unsigned = format!(
        "http://example.amazonaws.com{path}?X-Amz-Algorithm=AWS4-HMAC-SHA256\
         &X-Amz-Credential=AKIDEXAMPLE%2F{}&X-Amz-Date={NOW}&X-Amz-Expires={seconds}\
         &X-Amz-SignedHeaders=host",
        scope.replace('/', "%2F")
    );
    let uri: Uri = unsigned.parse().unwrap();
    let (mut parts, ()) = Request::builder().uri(&uri).body(()).unwrap().into_parts();
    let text = Canonical {
        method: &Method::GET,
        uri: &uri,
        headers: &parts.headers,
        signed: &["host".to_string()],
        payload: &body_hash(body.as_bytes()),
        dialect: Dialect::General,
    }
    .to_sign(NOW, &scope);
    let signature = secret()
        .key
        .signature(&NOW.date(), REGION, "service", &text);
    parts.uri = format!("{unsigned}&X-Amz-Signature={signature}")
        .parse()
        .unwrap();
    parts
}

#[test]
fn presigned_requests_live_as_long_as_they_say() {
    let parts = presigned("/a%20b", 3600, "body");
    let at = |seconds| check(&parts, b"body", &secret(), Stamp(NOW.0 + seconds));
    assert_eq!(at(0), Ok(()));
    assert_eq!(at(3600), Ok(()));
    assert!(
        at(3601)
            .unwrap_err()
            .to_string()
            .starts_with("Signature expired:")
    );
    assert!(check(&parts, b"other", &secret(), NOW).is_err());
    let mut longer = parts.clone();
    let uri = parts
        .uri
        .to_string()
        .replace("Expires=3600", "Expires=7200");
    longer.uri = uri.parse().unwrap();
    assert!(check(&longer, b"body", &secret(), NOW).is_err());
}

#[test]
fn an_operation_outside_the_signature_is_refused() {
    let mut parts = parts(&vectors()[0]);
    parts.headers.insert(
        "x-amz-target",
        HeaderValue::from_static("CodeDeploy_20141006.DeleteApplication"),
    );
    let error = check(&parts, b"", &secret(), NOW).unwrap_err().to_string();
    assert_eq!(error, "'x-amz-target' must be a signed header");
}

#[test]
fn nothing_prints_a_secret() {
    let text = format!("{:?} {:?}", secret(), signer(Dialect::General));
    assert!(!text.contains("wJalr"), "{text}");
}

fn signer(dialect: Dialect) -> Signer {
    Signer {
        credentials: Credentials {
            access_key_id: "AKIDEXAMPLE".into(),
            secret: secret().key,
            session_token: None,
        },
        region: REGION.into(),
        service: "service".into(),
        dialect,
    }
}

proptest! {
    /// Whatever a client signs verifies, over HTTP/1 (Host header) and HTTP/2 (:authority), and a
    /// changed byte does not.
    #[test]
    fn what_is_signed_verifies(
        path in "(/[a-zA-Z0-9%._~!$&'()*+,;=:@-]{0,8}){1,4}",
        query in "[a-z]{0,3}=[a-zA-Z0-9._~!$'()*+,;:@/-]{0,8}(&[a-z]{1,3}=[a-z0-9]{0,3}){0,2}",
        value in "[ -~]{0,20}",
        body in proptest::collection::vec(any::<u8>(), 0..64),
        s3 in any::<bool>(),
        http2 in any::<bool>(),
    ) {
        let path = path.replace('%', "%25");
        let dialect = if s3 { Dialect::S3 } else { Dialect::General };
        let (mut parts, ()) = Request::builder()
            .method(Method::POST)
            .uri(format!("http://127.0.0.1:8731{path}?{query}"))
            .header(HeaderName::from_static("x-amz-meta-a"), value)
            .body(())
            .unwrap()
            .into_parts();
        signer(dialect).sign(&mut parts, Payload::Bytes(&body), NOW);
        if !http2 {
            parts.headers.insert(header::HOST, HeaderValue::from_static("127.0.0.1:8731"));
            parts.uri = parts.uri.path_and_query().unwrap().as_str().parse().unwrap();
        }
        let expected = Expected { dialect, ..expected(NOW) };
        let claim = Claim::read(&parts).unwrap();
        prop_assert_eq!(claim.verify(&parts, &body, &secret(), &expected), Ok(()));
        let other = [&body[..], b"x"].concat();
        prop_assert!(claim.verify(&parts, &other, &secret(), &expected).is_err());
        parts.method = Method::PUT;
        prop_assert!(claim.verify(&parts, &body, &secret(), &expected).is_err());
    }
}
