import CoreModel

/// Tells what the `aws` command meant by its last words.
///
/// Sources: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html and botocore's exceptions, whose texts the
/// command prints.
extension AwsFault {
    /// The fault that the text on standard error tells.
    init(standardError text: String, of call: AwsCall) {
        self =
            Self.code(in: text).flatMap { Self.fault(code: $0, call) } ?? Self.fault(words: text, call)
            ?? .other(Self.short(text))
    }

    /// "UnauthorizedOperation" of "An error occurred (UnauthorizedOperation) when calling the DescribeVpcs operation: ...".
    private static func code(in text: String) -> String? {
        guard let start = text.firstRange(of: "An error occurred (")?.upperBound else { return nil }
        let rest = text[start...]
        return rest.firstIndex(of: ")").map { String(rest[..<$0]) }
    }

    private static func fault(code: String, _ call: AwsCall) -> AwsFault? {
        if Int(code) != nil || ["InternalError", "InternalFailure", "ServiceUnavailable", "Unavailable"].contains(code) {
            return .serverError
        }
        if code.contains("Throttl") || ["RequestLimitExceeded", "TooManyRequestsException", "SlowDown"].contains(code) {
            return .throttled
        }
        if code.contains("Expired") { return .expired }
        switch code {
        case "UnauthorizedOperation", "AccessDenied", "AccessDeniedException", "UnauthorizedAccess", "AuthorizationError":
            return .denied(action: call.action ?? call.name)
        case "InvalidClientTokenId", "AuthFailure", "SignatureDoesNotMatch", "UnrecognizedClientException",
            "InvalidSignatureException", "IncompleteSignature", "MissingAuthenticationToken", "InvalidAccessKeyId":
            return .wrongCredentials
        case "UnknownParameter": return .unknownArgument
        case "OptInRequired", "RegionDisabledException": return .disabledRegion
        default: return nil
        }
    }

    private static func fault(words text: String, _ call: AwsCall) -> AwsFault? {
        func says(_ parts: String...) -> Bool { parts.contains { text.contains($0) } }
        if says("Unable to locate credentials", "NoCredentialProviders", "Unable to locate authorization token") {
            return .noCredentials
        }
        if says("Partial credentials found") { return .noCredentials }
        if says("has expired", "Token has expired", "is expired", "Error loading SSO Token", "sso login") { return .expired }
        if says("config profile"), says("could not be found") { return .noProfile }
        if says("EOF when reading a line", "MFA code") { return .asksForCode }
        if says("You must specify a region") { return .noRegion }
        if says("doesn't match a supported format", "Invalid endpoint") { return .wrongRegion }
        if says("SSL validation failed", "CERTIFICATE_VERIFY_FAILED") { return .untrusted }
        if says("Connect timeout on endpoint", "Read timeout on endpoint") { return .timedOut(seconds: nil) }
        if says("Could not connect to the endpoint", "Failed to connect to proxy", "Connection was closed", "Connection reset") {
            return .unreachable(address: address(in: text))
        }
        if says("500 Internal Server Error", "502 Bad Gateway", "503 Service") { return .serverError }
        if says("Unable to parse response", "invalid XML", "invalid JSON", "Expecting value", "Result'") { return .garbage }
        if says("Invalid choice") { return .tooOld }
        if says("Unknown options") { return .unknownArgument }
        return nil
    }

    /// The address in quotation marks, or a word for it.
    private static func address(in text: String) -> String {
        let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
        return parts.first { $0.hasPrefix("http") }.map(String.init) ?? "AWS"
    }

    /// The first line that says something, cut to a sentence.
    private static func short(_ text: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmed }.filter { !$0.isEmpty }
        let telling =
            lines.first { !$0.hasPrefix("usage:") && !$0.hasPrefix("Traceback") } ?? "the aws command failed and said nothing"
        return telling.count > 200 ? telling.prefix(200) + " ..." : telling
    }
}
