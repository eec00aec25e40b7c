import Readers

/// One account in one region: how it is asked, and what it answered.
struct LiveScope: Sendable {
    var command: AwsCommand
    var source: Snapshot.Source
}

/// The calls that wait, that run, and what became of the others.
struct LivePlan: Sendable {
    struct Step: Hashable, Sendable {
        var scope: Int
        var call: AwsCall
    }

    private(set) var scopes: [LiveScope] = []
    private(set) var running: [Step] = []
    private var waiting: [Step] = []
    private var done = 0

    /// Adds scopes, with the first calls to each.
    mutating func add(_ more: [LiveScope]) {
        for scope in more {
            waiting += AwsCall.first.map { Step(scope: scopes.count, call: $0) }
            scopes.append(scope)
        }
    }

    /// The next call, which runs from now on; nil when none waits.
    mutating func start() -> Step? {
        guard !waiting.isEmpty else { return nil }
        let step = waiting.removeFirst()
        running.append(step)
        return step
    }

    mutating func end(_ step: Step, _ outcome: Result<[UInt8], AwsFault>) {
        running.removeAll { $0 == step }
        done += 1
        let call = step.call
        switch outcome {
        case .success(let output):
            let document = Snapshot.Document(call: call.name, id: call.id, output: output)
            let next = call.next { key in call.list.flatMap { document.texts(of: $0, key) } ?? [] }
            waiting += next.map { Step(scope: step.scope, call: $0) }
            if !call.isOnlyAStep { insert(document, at: step.scope) }
        case .failure(.unknownArgument) where !call.newer.isEmpty:
            let name = "\(call.name) \(call.newer.joined(separator: " "))"
            let reason = AwsFault.unknownArgument.text(profile: nil, region: nil)
            insert(Snapshot.Missing(call: name, reason: reason), at: step.scope)
            waiting.insert(Step(scope: step.scope, call: call.withoutNewer), at: 0)
        case .failure(let fault):
            let command = scopes[step.scope].command
            let reason = fault.text(profile: command.profile, region: command.region)
            insert(Snapshot.Missing(call: call.name, id: call.id, reason: reason), at: step.scope)
        }
    }

    var progress: LiveProgress {
        LiveProgress(
            done: done, known: done + running.count + waiting.count,
            running: running.map { $0.call.name + ($0.call.id.map { " \($0)" } ?? "") })
    }

    private mutating func insert(_ document: Snapshot.Document, at scope: Int) {
        Self.insert(document, into: &scopes[scope].source.documents) { ($0.call, $0.id) }
    }

    private mutating func insert(_ missing: Snapshot.Missing, at scope: Int) {
        Self.insert(missing, into: &scopes[scope].source.missing) { ($0.call, $0.id) }
    }

    /// Keeps answers in the order in which their calls are listed, not in that in which they came.
    private static func insert<Answer>(
        _ answer: Answer, into all: inout [Answer], by call: (Answer) -> (name: String, id: String?)
    ) {
        func key(_ answer: Answer) -> (Int, String, String) {
            let (name, id) = call(answer)
            return (AwsCall.first.firstIndex { $0.name == name } ?? AwsCall.first.count, name, id ?? "")
        }
        all.insert(answer, at: all.firstIndex { key($0) > key(answer) } ?? all.count)
    }
}
