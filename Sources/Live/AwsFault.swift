/// Why a call of the `aws` command failed.
enum AwsFault: Error, Hashable, Sendable {
    /// There is no such command.
    case noCommand
    case noCredentials
    /// A token or session that was good once.
    case expired
    /// Keys that AWS does not know.
    case wrongCredentials
    case noProfile
    /// The profile asks for a code, and there is nobody to type it.
    case asksForCode
    case noRegion
    case wrongRegion
    /// A region that the account has not switched on.
    case disabledRegion
    case denied(action: String)
    case throttled
    case unreachable(address: String)
    /// AWS, or the command, did not answer in time; the seconds where it was stopped.
    case timedOut(seconds: Int?)
    case serverError
    case garbage
    /// This version of the command does not know the operation.
    case tooOld
    /// This version of the command, or what answers for AWS, does not know an argument.
    case unknownArgument
    case untrusted
    case cancelled
    /// What the command said, where it is none of these.
    case other(String)
}

extension AwsFault {
    /// What is wrong and what to do, without a name of the call, in one line.
    func text(profile: String?, region: String?) -> String {
        let named = profile.map { " --profile \($0)" } ?? ""
        let scope = region.map { " \($0)" } ?? ""
        return switch self {
        case .noCommand: "there is no aws command on the PATH: install the AWS CLI, or give files with -i"
        case .noCredentials: "no credentials: run aws configure\(named), or aws sso login\(named), or set AWS_PROFILE"
        case .expired: "the token has expired: run aws sso login\(named), or renew the session's keys"
        case .wrongCredentials:
            "AWS does not accept the keys: look at aws sts get-caller-identity\(named), and at this host's clock"
        case .noProfile:
            "there is no profile\(profile.map { " \($0)" } ?? "") in the configuration: aws configure list-profiles shows them"
        case .asksForCode: "the profile asks for an MFA code: run aws sts get-caller-identity\(named) first, then this again"
        case .noRegion: "no region is set: give --region"
        case .wrongRegion: "there is no region\(scope): give another --region"
        case .disabledRegion: "the account has not enabled the region\(scope): enable it, or give another --region"
        case .denied(let action): "access denied: \(action) is not allowed, add it to the policy of this user or role"
        case .throttled: "AWS throttles these calls: try again in a minute"
        case .unreachable(let address):
            "\(address) cannot be reached: look at the network, the proxy and --region\(scope)"
        case .timedOut(let seconds):
            "no answer\(seconds.map { " in \($0) seconds" } ?? " in time"): look at the network, or give a longer --timeout"
        case .serverError: "AWS answered with a server error: try again"
        case .garbage: "what came is no answer of AWS: look at --endpoint-url and the proxy"
        case .tooOld: "this aws command does not know the call: install a newer AWS CLI"
        case .unknownArgument:
            "it is not known here, and what AWS services manage may be hidden: a newer AWS CLI lists that too"
        case .untrusted: "the certificate is not trusted: look at the proxy, and set AWS_CA_BUNDLE"
        case .cancelled: "stopped"
        case .other(let text): text
        }
    }

    /// Whether every call of the same profile fails for the same reason.
    var isForAllCalls: Bool {
        switch self {
        case .noCommand, .noCredentials, .expired, .wrongCredentials, .noProfile, .asksForCode, .cancelled: true
        default: false
        }
    }

    /// Whether nothing answers there: of an endpoint that all calls share, this is true of all calls.
    var isOfTheEndpoint: Bool {
        switch self {
        case .unreachable, .timedOut, .untrusted: true
        default: false
        }
    }
}
