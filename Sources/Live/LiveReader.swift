import Glibc
import Readers

/// Reads accounts and regions by the user's own `aws` command, the calls side by side.
///
/// What cannot be read is named in ``Snapshot/Source/missing``; what can be read stays usable.
public struct LiveReader: Sendable {
    private let options: LiveOptions
    private let progress: @Sendable (LiveProgress) -> Void

    /// A reader; `progress` is told how far it is, from any thread.
    public init(_ options: LiveOptions, progress: @escaping @Sendable (LiveProgress) -> Void = { _ in }) {
        self.options = options
        self.progress = progress
    }

    /// How many commands run at a time: each takes a processor for a second.
    static let width = 8

    /// Reads everything; throws ``LiveError`` where nothing could be read.
    ///
    /// Cancelling the task ends the commands.
    public func read() async throws(LiveError) -> Snapshot {
        var plan = LivePlan()
        var reasons: [String] = []
        for profile in options.profiles.isEmpty ? [nil] : options.profiles.map(Optional.some) {
            do {
                plan.add(try await scopes(profile))
            } catch {
                if error == .cancelled { throw LiveError(reasons: ["stopped"], isCancelled: true) }
                let text = error.text(profile: profile, region: options.regions.first)
                if !reasons.contains(text) { reasons.append(text) }
            }
        }
        await run(&plan)
        if Task.isCancelled { throw LiveError(reasons: ["stopped"], isCancelled: true) }
        let snapshot = Snapshot(sources: plan.scopes.map(\.source))
        guard snapshot.sources.contains(where: { !$0.documents.isEmpty }) else {
            throw LiveError(reasons: reasons + snapshot.sources.flatMap(\.missingLines))
        }
        return Snapshot(
            sources: snapshot.sources
                + reasons.map { reason in
                    Snapshot.Source(captured: Self.now(), missing: [.init(call: AwsCall.identity.name, reason: reason)])
                })
    }

    /// Where the calls of a profile go: asks who asks first, since without credentials every other call fails the same.
    private func scopes(_ profile: String?) async throws(AwsFault) -> [LiveScope] {
        var regions = options.regions.map(Optional.some)
        let plain = AwsCommand(profile: profile, endpointURL: options.endpointURL, timeout: options.timeout)
        if regions.isEmpty {
            let own = Self.region()
            regions = [own != nil ? own : try await plain.configuredRegion()]
        }
        progress(LiveProgress(done: 0, known: 1, running: [AwsCall.identity.name]))
        var command = plain
        command.region = regions.first ?? nil
        var account: String?
        do {
            let output = try await command.run(.identity, mayAsk: options.mayAsk, attempts: 2)
            account = Snapshot.Document(call: AwsCall.identity.name, output: output).text("Account")
        } catch {
            if error.isForAllCalls || (options.endpointURL != nil && error.isOfTheEndpoint) { throw error }
        }
        return regions.map { region in
            var own = plain
            own.region = region
            return LiveScope(
                command: own, source: Snapshot.Source(account: account, region: region, captured: Self.now()))
        }
    }

    /// Runs the calls of a plan, and those that their answers make possible.
    private func run(_ plan: inout LivePlan) async {
        await withTaskGroup(of: (LivePlan.Step, Result<[UInt8], AwsFault>).self) { group in
            var isWaiting = false
            repeat {
                while plan.running.count < Self.width, let step = plan.start() {
                    let command = plan.scopes[step.scope].command
                    group.addTask {
                        do throws(AwsFault) { return (step, .success(try await command.run(step.call))) } catch {
                            return (step, .failure(error))
                        }
                    }
                }
                progress(plan.progress)
                guard let (step, outcome) = await group.next() else { break }
                plan.end(step, outcome)
                isWaiting = Task.isCancelled
            } while !isWaiting
            if isWaiting { group.cancelAll() }
        }
    }

    /// The region that the environment names, as the command reads it.
    private static func region() -> String? {
        for name in ["AWS_REGION", "AWS_DEFAULT_REGION"] {
            if let value = getenv(name), value.pointee != 0 { return String(cString: value) }
        }
        return nil
    }

    /// The time, ISO 8601 in UTC: "2026-11-20T09:14:15Z".
    static func now() -> String {
        var seconds = time(nil)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
            + "T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
    }
}
