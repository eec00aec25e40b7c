import Glibc
import Readers
import Subprocess

/// Runs the user's own `aws` command, so that profiles, single sign-on, roles and proxies work as they do for him.
struct AwsCommand: Sendable {
    /// The profile; nil for the user's own choice.
    var profile: String?
    /// The region; nil for the user's own choice.
    var region: String?
    /// Where the calls go instead of AWS.
    var endpointURL: String?
    var timeout: Int

    /// Runs a call and returns what it printed.
    ///
    /// With a terminal the command may ask for a code there; otherwise it is in a session of its own, and whatever it started ends with
    /// it. Cancelling the task ends the command.
    func run(_ call: AwsCall, mayAsk: Bool = false, attempts: Int? = nil) async throws(AwsFault) -> [UInt8] {
        let printed = try await run(
            [call.service, call.operation] + arguments(of: call), mayAsk: mayAsk, attempts: attempts, of: call)
        let document = Snapshot.Document(call: call.name, output: printed)
        // Of something that is no AWS the command makes an answer that lacks what was asked for.
        let isAnswer =
            call.list.map { call.isObject ? document.has(object: $0) : document.texts(of: $0) != nil }
            ?? (document.text("Account") != nil)
        guard isAnswer else { throw .garbage }
        return printed
    }

    /// The region that the configuration of the profile names; nil where it names none.
    func configuredRegion() async throws(AwsFault) -> String? {
        let call = AwsCall(service: "configure", operation: "get")
        let own = profile.map { ["--profile", $0] } ?? []
        do {
            let text = String(
                decoding: try await run(["configure", "get", "region"] + own, mayAsk: false, attempts: nil, of: call),
                as: UTF8.self)
            let region = text.prefix { !$0.isWhitespace }
            return region.isEmpty ? nil : String(region)
        } catch {
            switch error {
            case .noCommand, .cancelled: throw error
            default: return nil
            }
        }
    }

    private func arguments(of call: AwsCall) -> [String] {
        var arguments = call.arguments + call.newer + ["--output", "json"]
        if let profile { arguments += ["--profile", profile] }
        if let region { arguments += ["--region", region] }
        if let endpointURL { arguments += ["--endpoint-url", endpointURL] }
        return arguments + ["--cli-connect-timeout", "10", "--cli-read-timeout", "30"]
    }

    private func run(_ arguments: [String], mayAsk: Bool, attempts: Int?, of call: AwsCall) async throws(AwsFault) -> [UInt8] {
        var platform = PlatformOptions()
        platform.createSession = !mayAsk
        platform.teardownSequence = [
            .gracefulShutDown(toProcessGroup: !mayAsk, allowedDurationToNextStep: .seconds(1))
        ]
        // The command's own pager, prompts and encodings are for people, not for programs.
        var variables: [Environment.Key: String?] = [
            "AWS_PAGER": "", "AWS_CLI_AUTO_PROMPT": "off", "PYTHONUTF8": "1", "AWS_CLI_OUTPUT_ENCODING": "UTF-8",
        ]
        if let attempts, getenv("AWS_MAX_ATTEMPTS") == nil { variables["AWS_MAX_ATTEMPTS"] = String(attempts) }
        let configuration = Configuration(
            executable: .name("aws"), arguments: Arguments(arguments), environment: .inherit.updating(variables),
            platformOptions: platform)
        let outcome = await Self.race(seconds: timeout) { () async throws(AwsFault) -> [UInt8] in
            let ended = await Self.result(of: configuration)
            let result = try ended.get()
            if result.isSuccess { return result.output }
            throw AwsFault(standardError: result.error, of: call)
        }
        if Task.isCancelled { throw .cancelled }
        return try outcome.get()
    }

    /// What a command printed, and how it ended.
    private struct Ended: Sendable {
        var isSuccess: Bool
        var output: [UInt8]
        var error: String
    }

    private static func result(of configuration: Configuration) async -> Result<Ended, AwsFault> {
        do {
            let result = try await Subprocess.run(configuration, output: .bytes(limit: .max), error: .bytes(limit: .max))
            return .success(
                Ended(
                    isSuccess: result.terminationStatus.isSuccess, output: result.standardOutput,
                    // What a command says of a failure stands in its first lines, however much it says.
                    error: String(decoding: result.standardError.prefix(1 << 16), as: UTF8.self)))
        } catch {
            if let error = error as? SubprocessError, error.code == .executableNotFound { return .failure(.noCommand) }
            return .failure(.other("the aws command cannot be run: \(error)"))
        }
    }

    /// Does work that may take some seconds; later it is cancelled.
    private static func race(
        seconds: Int, _ work: @escaping @Sendable () async throws(AwsFault) -> [UInt8]
    ) async -> Result<[UInt8], AwsFault> {
        await withTaskGroup(of: Result<[UInt8], AwsFault>?.self) { group in
            group.addTask {
                do throws(AwsFault) { return .success(try await work()) } catch { return .failure(error) }
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(seconds))
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            // The command is awaited even so: nothing that was started is left behind.
            await group.waitForAll()
            return first ?? .failure(.timedOut(seconds: seconds))
        }
    }
}
