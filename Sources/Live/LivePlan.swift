import Readers

/// One account in one region: how it is asked, and what it answered.
struct LiveScope: Sendable {
    var command: AwsCommand
    var source: Snapshot.Source
}

/// The calls that wait, that run, and what became of the others.
struct LivePlan: Sendable {
    /// A call to a scope.
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

    /// Keeps what became of a call.
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

    /// How far it is.
    var progress: LiveProgress {
        LiveProgress(
            done: done, known: done + running.count + waiting.count,
            running: running.map { $0.call.name + ($0.call.id.map { " \($0)" } ?? "") })
    }

    private mutating func insert(_ document: Snapshot.Document, at scope: Int) {
        let key = Self.key(document.call, document.id)
        let documents = scopes[scope].source.documents
        let spot = documents.firstIndex { Self.key($0.call, $0.id) > key } ?? documents.count
        scopes[scope].source.documents.insert(document, at: spot)
    }

    private mutating func insert(_ missing: Snapshot.Missing, at scope: Int) {
        let key = Self.key(missing.call, missing.id)
        let all = scopes[scope].source.missing
        let spot = all.firstIndex { Self.key($0.call, $0.id) > key } ?? all.count
        scopes[scope].source.missing.insert(missing, at: spot)
    }

    /// Sorts answers as their calls are listed, not as they came.
    private static func key(_ call: String, _ id: String?) -> (Int, String, String) {
        (AwsCall.first.firstIndex { $0.name == call } ?? AwsCall.first.count, call, id ?? "")
    }
}
