import ArgumentParser
import Example
import Notes
import NotesFile
import Reachability
import Readers
import Annotations
import Documentation
import Trial

/// Which inventory and which notes a command speaks of.
struct InputOptions: ParsableArguments {
    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "AWS CLI output, Terraform state or plan, CloudFormation template, Pulumi stack, a directory of these, or - for standard input; repeatable.",
            valueName: "file"))
    var input: [String] = []

    @Option(
        help: ArgumentHelp(
            "A value for a parameter of a CloudFormation template, instead of its default; repeatable.", valueName: "key=value"))
    var parameter: [String] = []

    @Flag(name: .customLong("live"), help: "Read AWS now, by your own aws command; with -i, what AWS says of a group counts.")
    var isLive = false

    @OptionGroup var live: LiveArguments

    @Flag(help: "Ask the resolver for a DNS name that the input does not have; the answer says so.")
    var resolve = false

    @Flag(
        name: .customLong("redact"),
        help: ArgumentHelp(
            "Show stand-ins for ids, accounts, addresses, names, tags and descriptions, for sharing; ask by the real names, in explore "
                + "by those that it shows."))
    var isRedacted = false

    @Option(
        help: ArgumentHelp(
            "As it was at a time, by the events among the inputs: \"11-23 18:40\", 2026-11-23T18:40:00Z, 12h.", valueName: "time")
    )
    var at: String?

    @Option(help: ArgumentHelp("What people wrote about it: sgscope.yaml beside the input unless given.", valueName: "file"))
    var notes: String?

    func validate() throws {
        if let at, TypedTime.seconds(at) == nil {
            throw ValidationError("--at takes a time (\(TypedTime.forms)), not \"\(at)\"")
        }
        if live.isGiven, !isLive { throw ValidationError("--profile, --region and --endpoint-url go with --live") }
    }

    /// Reads everything; `files` are inputs given without -i.
    ///
    /// `progress` is told what is read before it is read; with it, nothing is asked or shown on the terminal, and `stop` ends
    /// a reading of AWS. `trial` is laid over it. With `readsEarlier` older snapshots are read too, which tell what changed. `redaction` has the stand-ins of an earlier reading, and `readBefore` are the files that it read.
    func load(
        files: [String] = [], readsNotes: Bool = true, stop: Stop? = nil, redaction: Redaction? = nil,
        readBefore: Set<String> = [], trial: TrialOptions? = nil, readsEarlier: Bool = false,
        progress: (@Sendable (ReadingProgress) -> Void)? = nil
    ) throws -> Loading {
        guard isRedacted else {
            let loading = try read(
                files: files, readsNotes: readsNotes, stop: stop, readBefore: readBefore, readsEarlier: readsEarlier,
                progress: progress)
            return try trial?.laid(over: loading) ?? loading
        }
        var hidden: (@Sendable (ReadingProgress) -> Void)?
        if let progress { hidden = { progress($0.hidden) } }
        let plain = try hiding {
            try read(
                files: files, readsNotes: readsNotes, stop: stop, readBefore: readBefore, readsEarlier: readsEarlier,
                progress: hidden)
        }
        let redaction = redaction ?? Redaction()
        let steps = try trial.flatMap { try $0.isGiven ? onTrial($0, plain) : nil }
        let (loadings, tried) = standIns(plain, steps, redaction)
        guard let read = loadings.first, var loading = loadings.last else { return plain }
        if let tried { loading = loading.onTrial(tried, over: read) }
        loading.files = plain.files
        loading.undatedItems = plain.undatedItems
        loading.standIn = { redaction.standIn($0) }
        (loading.records, loading.earlier) = redaction.records(of: plain)
        loading.sayNotices()
        return loading.of(redaction.past(plain.past))
    }

    /// What was read, with changes over it that are not laid over it: both with stand-ins where these are wanted.
    func load(files: [String] = [], on trial: TrialOptions) throws -> (read: Loading, trial: Trial) {
        guard isRedacted else {
            let loading = try load(files: files)
            return (loading, try trial.trial(over: loading))
        }
        let plain = try hiding { try read(files: files, readsNotes: true, stop: nil, readBefore: [], progress: nil) }
        let real = try onTrial(trial, plain)
        let redaction = Redaction()
        let (loadings, tried) = standIns(plain, real, redaction)
        guard var loading = loadings.first, let tried else { return (plain, real) }
        loading.files = plain.files
        loading.sayNotices()
        return (loading.of(redaction.past(plain.past)), tried)
    }

    /// What was read and each step of a trial with stand-ins, and the trial itself.
    private func standIns(_ plain: Loading, _ trial: Trial?, _ redaction: Redaction) -> ([Loading], Trial?) {
        let later = trial?.steps.dropFirst().map { ($0.inventory, plain.notes) } ?? []
        let loadings = redaction.loadings(
            [(plain.inventory, plain.notes)] + later, isExample: plain.isExample, asksResolver: resolve)
        return (loadings, trial.map { Trial(loadings.map(\.analyzer), standingFor: $0) })
    }

    /// Changes over what was read, which name things as they are really called; what is wrong with one names them as well.
    private func onTrial(_ trial: TrialOptions, _ plain: Loading) throws -> Trial {
        do { return try trial.trial(over: plain) } catch Failure.wrongUsage {
            throw Failure.wrongUsage("a change of --with is none that can be tried here; without --redact this line says why")
        }
    }

    /// Tells of what goes wrong without naming anything, where that is asked.
    private func hiding<Result>(_ work: () throws -> Result) throws -> Result {
        do { return try Failure.reading(work) } catch let failure as Failure { throw isRedacted ? failure.hidden : failure }
    }

    /// The same for other files that go with the input.
    func hidingWhatFails<Result>(_ work: () throws -> Result) throws -> Result { try hiding(work) }

    private func read(
        files: [String], readsNotes: Bool, stop: Stop?, readBefore: Set<String>, readsEarlier: Bool = false,
        progress: (@Sendable (ReadingProgress) -> Void)?
    ) throws -> Loading {
        var arguments = (input + files).map(InputArgument.init)
        if isLive { arguments.append(try liveArgument(stop: stop, progress: progress)) }
        if arguments.isEmpty { return try asOf(try example(readsNotes: readsNotes)) }
        return try Failure.reading {
            var tell: (@Sendable (String) -> Void)?
            if let progress { tell = { progress(.file($0)) } }
            var options = try readingOptions()
            options.readsEarlier = readsEarlier || at != nil
            let reader = InputReader(options: options, readBefore: readBefore, progress: tell)
            let loaded = try reader.read(arguments)
            EventLog.wanted?.note(loaded)
            let notes = try readsNotes ? readNotes(beside: loaded) : nil
            var loading = Loading(loaded.inventory, notes: notes, isExample: false, asksResolver: resolve)
            loading.files = Set(loaded.files)
            let given = input + files
            loading.given = isLive || given.contains("-") ? [] : given
            (loading.records, loading.earlier) = (loaded.events, loaded.earlier)
            loading.undatedItems = loaded.undatedItems
            if !isRedacted { loading.sayNotices() }
            return try asOf(loading)
        }
    }

    /// That nothing tells what changed.
    static let withoutChanges = Failure.wrongUsage(
        "--at needs to know what changed: give CloudTrail's files, the output of aws cloudtrail lookup-events, or dated snapshots with -i too"
    )

    /// What was read as of the time that is asked about.
    func asOf(_ loading: Loading) throws -> Loading {
        guard let at, let time = TypedTime.seconds(at) else { return loading }
        let timeLine = loading.timeLine
        guard !timeLine.isEmpty else {
            throw Self.withoutChanges
        }
        return Loading(timeLine.past(at: time), of: loading, asksResolver: resolve)
    }

    /// What AWS answers, as an input: the last, so that it counts where a file says something else.
    private func liveArgument(stop: Stop?, progress: (@Sendable (ReadingProgress) -> Void)?) throws -> InputArgument {
        let snapshot: Snapshot
        if let progress {
            snapshot = try LiveRun.snapshot(live.options(mayAsk: false), stop: stop ?? Stop()) {
                progress(.aws($0.text))
            }
        } else {
            snapshot = try LiveRun.snapshot(live, isRedacted: isRedacted)
        }
        return try Failure.reading { .memory(name: "live AWS", bytes: try snapshot.bytes()) }
    }

    /// Two sides of a comparison, each the inputs given with -i and its own, with the same notes.
    ///
    /// `readsPlan` tells whether one of its own inputs is a plan.
    func sides(
        _ before: [InputArgument], _ after: [InputArgument], ofPlan isPlan: Bool = false
    ) throws -> (before: Loading, after: Loading, readsPlan: Bool) {
        try hiding {
            let old = try side(before, planSide: isPlan ? .before : .after)
            let new = try side(after, planSide: .after)
            var loadings = [old.loading, new.loading]
            if isRedacted {
                let readings = loadings.map { ($0.inventory, $0.notes) }
                loadings = Redaction().loadings(readings, isExample: false, asksResolver: false)
            }
            for (loading, plans) in zip(loadings, [old.plans, new.plans]) { loading.sayNotices(without: plans) }
            return (loadings[0], loadings[1], before.contains { old.plans.contains($0.name) })
        }
    }

    private func side(_ own: [InputArgument], planSide: PlanSide) throws -> (loading: Loading, plans: [String]) {
        try Failure.reading {
            let loaded = try InputReader(options: try readingOptions(plan: planSide)).read(input.map(InputArgument.init) + own)
            let notes = try readNotes(beside: loaded)
            return (Loading(loaded.inventory, notes: notes, isExample: false), loaded.plans)
        }
    }

    /// An input that is read more than once; standard input is kept.
    func twice(_ path: String) throws -> InputArgument {
        if path != "-" { return .path(path) }
        return try hiding { .memory(name: "standard input", bytes: try InputReader().bytes(ofFile: path)) }
    }

    /// Live AWS as an input of a comparison.
    func liveArgument() throws -> InputArgument { try hiding { try liveArgument(stop: nil, progress: nil) } }

    /// How inputs that leave a choice are read; `plan` is the side of a plan.
    func readingOptions(plan: PlanSide = .after) throws -> ReadingOptions {
        var parameters: [String: String] = [:]
        for text in parameter {
            guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
                throw Failure.wrongUsage("--parameter takes KEY=VALUE, not \"\(text)\"")
            }
            parameters[String(text[..<equals])] = String(text[text.index(after: equals)...])
        }
        return ReadingOptions(planSide: plan, parameters: parameters)
    }

    /// Reads an earlier reading to compare with: the same kinds of input, called by the same names.
    func earlier(_ path: String, than loading: Loading, redaction: Redaction? = nil) throws -> EarlierReading {
        try hiding {
            var inventory = try InputReader(options: try readingOptions()).read([InputArgument(path)]).inventory
            if let redaction { inventory = redaction.inventory(inventory) }
            let names = Annotations(inventory, notes: loading.notes).names
            let time = inventory.asOf ?? (isRedacted ? "the earlier input" : path)
            return EarlierReading(analyzer: Analyzer(inventory, names: names), time: time)
        }
    }

    private func example(readsNotes: Bool) throws -> Loading {
        try Failure.reading {
            let inventory = try InputReader().read(documents: ExampleEnvironment.documents, label: "example")
            let own = ExampleEnvironment.notes
            let notes =
                try readsNotes ? self.notes.map(Self.readNotes) ?? NotesReader().read(own.bytes, from: own.name) : nil
            return Loading(inventory, notes: notes, isExample: true, asksResolver: resolve)
        }
    }

    /// The notes that are named, that lie beside the input, or that the config file names; these need not be there.
    private func readNotes(beside loaded: Loaded) throws -> Notes? {
        if let file = notes ?? loaded.notesFile { return try Self.readNotes(file) }
        guard let file = Config.own.notes else { return nil }
        guard InputPath.exists(file) else {
            StandardError.line("sgscope: note: the notes that the config file names are not there: \(file)")
            return nil
        }
        return try Self.readNotes(file)
    }

    private static func readNotes(_ path: String) throws -> Notes {
        try NotesReader().read(try InputReader().bytes(ofFile: path), from: path)
    }
}
