//! The hostile set of envelopes, and OpenSSL as an independent reader.

use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerIdentifier};
use der::asn1::OctetString;
use der::{Any, Decode, DecodePem, Encode, pem::LineEnding};
use x509_cert::Certificate;
use x509_cert::ext::pkix::SubjectKeyIdentifier;

use super::{EnvelopeError, EnvelopeSigner, verify};

const SPEC: &str = r#"{"DeploymentId":"d-ABCDEFGHI"}"#;

fn signer() -> (tempfile::TempDir, EnvelopeSigner) {
    let dir = tempfile::tempdir().unwrap();
    let signer = EnvelopeSigner::open_or_create(dir.path()).unwrap();
    (dir, signer)
}

/// Decodes an envelope, lets `change` alter it and encodes it again.
fn altered(envelope: &str, change: impl FnOnce(&mut SignedData)) -> String {
    let (_, bytes) = der::pem::decode_vec(envelope.as_bytes()).unwrap();
    let mut info = ContentInfo::from_der(&bytes).unwrap();
    let mut data: SignedData = info.content.decode_as().unwrap();
    change(&mut data);
    info.content = Any::from_der(&data.to_der().unwrap()).unwrap();
    der::pem::encode_string("PKCS7", LineEnding::LF, &info.to_der().unwrap()).unwrap()
}

#[test]
fn what_the_pinned_certificate_signed_is_returned() {
    let (_dir, signer) = signer();
    let envelope = signer.sign(SPEC).unwrap();
    assert!(envelope.starts_with("-----BEGIN PKCS7-----\n"));
    assert_eq!(verify(&envelope, signer.certificate_pem()).unwrap(), SPEC);
}

#[test]
fn a_text_is_signed_once_and_every_text_gets_its_own_envelope() {
    let (_dir, signer) = signer();
    let text = |number: usize| format!("{{\"DeploymentId\":\"d-{number}\"}}");
    let first = signer.sign(&text(0)).unwrap();
    assert_eq!(signer.sign(&text(0)).unwrap(), first);
    for number in (0..200).chain(0..200) {
        let envelope = signer.sign(&text(number)).unwrap();
        let signed = verify(&envelope, signer.certificate_pem()).unwrap();
        assert_eq!(signed, text(number));
    }
}

#[test]
fn the_key_survives_a_restart_and_is_private() {
    let (dir, first) = signer();
    let again = EnvelopeSigner::open_or_create(dir.path()).unwrap();
    let envelope = again.sign(SPEC).unwrap();
    assert_eq!(verify(&envelope, first.certificate_pem()).unwrap(), SPEC);
    let file = std::fs::metadata(dir.path().join("deployment-signer.pem")).unwrap();
    assert_eq!(file.permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_damaged_key_file_is_named() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("deployment-signer.pem"), "nonsense").unwrap();
    let error = EnvelopeSigner::open_or_create(dir.path()).unwrap_err();
    assert!(matches!(error, EnvelopeError::Key { .. }), "{error}");
}

#[test]
fn altered_content_is_refused() {
    let (_dir, signer) = signer();
    let envelope = altered(&signer.sign(SPEC).unwrap(), |data| {
        let other = OctetString::new(SPEC.replace("d-A", "d-X").into_bytes()).unwrap();
        data.encap_content_info.econtent = Some(Any::encode_from(&other).unwrap());
    });
    let error = verify(&envelope, signer.certificate_pem()).unwrap_err();
    assert!(matches!(error, EnvelopeError::Signature), "{error}");
}

#[test]
fn a_random_signature_is_refused() {
    let (_dir, signer) = signer();
    let envelope = altered(&signer.sign(SPEC).unwrap(), |data| {
        let mut info = data.signer_infos.0.as_slice()[0].clone();
        info.signature = OctetString::new(vec![7; 70]).unwrap();
        data.signer_infos.0 = vec![info].try_into().unwrap();
    });
    let error = verify(&envelope, signer.certificate_pem()).unwrap_err();
    assert!(matches!(error, EnvelopeError::Signature), "{error}");
}

#[test]
fn another_signer_with_the_same_name_is_refused() {
    let (_dir, ours) = signer();
    let (_other_dir, other) = signer();
    let envelope = other.sign(SPEC).unwrap();
    let error = verify(&envelope, ours.certificate_pem()).unwrap_err();
    assert!(matches!(error, EnvelopeError::UnknownSigner), "{error}");
    // The right certificate beside a foreign signature does not help either.
    let envelope = altered(&envelope, |data| {
        let right = ours.sign(SPEC).unwrap();
        let (_, bytes) = der::pem::decode_vec(right.as_bytes()).unwrap();
        let info = ContentInfo::from_der(&bytes).unwrap();
        data.certificates = info.content.decode_as::<SignedData>().unwrap().certificates;
    });
    verify(&envelope, ours.certificate_pem()).unwrap_err();
}

#[test]
fn a_missing_certificate_and_a_key_id_signer_are_refused() {
    let (_dir, signer) = signer();
    let good = signer.sign(SPEC).unwrap();
    let without = altered(&good, |data| data.certificates = None);
    let error = verify(&without, signer.certificate_pem()).unwrap_err();
    assert!(matches!(error, EnvelopeError::NoCertificate), "{error}");

    let by_key_id = altered(&good, |data| {
        let mut info = data.signer_infos.0.as_slice()[0].clone();
        let id = OctetString::new(vec![1; 20]).unwrap();
        info.sid = SignerIdentifier::SubjectKeyIdentifier(SubjectKeyIdentifier(id));
        data.signer_infos.0 = vec![info].try_into().unwrap();
    });
    let error = verify(&by_key_id, signer.certificate_pem()).unwrap_err();
    assert!(matches!(error, EnvelopeError::KeyIdSigner), "{error}");
}

#[test]
fn other_labels_and_rubbish_are_refused_without_a_panic() {
    let (_dir, signer) = signer();
    let cms = signer.sign(SPEC).unwrap().replace("PKCS7", "CMS");
    let pinned = signer.certificate_pem();
    for text in [
        cms.as_str(),
        "",
        "x",
        "-----BEGIN PKCS7-----\nAAAA\n-----END PKCS7-----\n",
    ] {
        let error = verify(text, pinned).unwrap_err();
        assert!(matches!(error, EnvelopeError::Structure(_)), "{error}");
    }
    assert!(matches!(verify(&cms, "x"), Err(EnvelopeError::Pinned(_))));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn no_single_flipped_bit_is_accepted(position in 0usize..10_000, bit in 0u8..8) {
        let (_dir, signer) = signer();
        let (label, mut bytes) =
            der::pem::decode_vec(signer.sign(SPEC).unwrap().as_bytes())
                .map(|(label, bytes)| (label.to_owned(), bytes)).unwrap();
        let position = position % bytes.len();
        bytes[position] ^= 1 << bit;
        let text = der::pem::encode_string(&label, LineEnding::LF, &bytes).unwrap();
        // Only bytes outside what is signed may change without effect, never the content.
        if let Ok(content) = verify(&text, signer.certificate_pem()) {
            proptest::prop_assert_eq!(content, SPEC);
        }
    }
}

#[test]
fn openssl_verifies_the_envelope() {
    let (dir, signer) = signer();
    let file = |name: &str, text: &str| {
        let path = dir.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let envelope = file("envelope.pem", &signer.sign(SPEC).unwrap());
    let certificate = file("certificate.pem", signer.certificate_pem());
    Certificate::from_pem(signer.certificate_pem()).unwrap();
    let run = Command::new("openssl")
        .args(["smime", "-verify", "-inform", "PEM", "-in"])
        .arg(&envelope)
        .arg("-CAfile")
        .arg(&certificate)
        .output();
    let Ok(output) = run else {
        println!("skipped: no openssl program here");
        return;
    };
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), SPEC);
}
