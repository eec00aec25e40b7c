import CoreModel
import Events
import Files
import Glibc

/// Reads inputs into an inventory.
public struct InputReader {
    private let standardInput: Int32
    private let options: ReadingOptions
    private let readBefore: Set<String>
    private let progress: (@Sendable (String) -> Void)?

    /// A reader; `-` reads from the given descriptor, and `progress` is told the name of each file before it is read.
    ///
    /// `readBefore` are files that an earlier reading read: where a directory holds one that is empty or nothing known by now, that is an
    /// error, as of a file that was named.
    public init(
        standardInput: Int32 = 0, options: ReadingOptions = ReadingOptions(), readBefore: Set<String> = [],
        progress: (@Sendable (String) -> Void)? = nil
    ) {
        self.standardInput = standardInput
        self.options = options
        self.readBefore = readBefore
        self.progress = progress
    }

    /// Reads files, directories and standard input, in order, into one inventory.
    public func read(_ arguments: [InputArgument]) throws(ReadError) -> Loaded {
        var run = ReadingRun(
            collector: Collector(label: InputNames.label(arguments), options: options), readBefore: readBefore, progress: progress
        )
        // Of several snapshots of one account and region the newest is what is read.
        let older = options.readsEarlier ? try SnapshotVersions(Self.files(arguments)).older : []
        for (number, argument) in arguments.enumerated() {
            if case .path(let path) = argument, older.contains(path) {
                try run.read(earlier: path, argument: number)
                continue
            }
            switch argument {
            case .standardInput:
                guard arguments.firstIndex(of: .standardInput) == number else {
                    throw ReadError(file: argument.name, problem: .standardInputTwice)
                }
                let file = OpenFile(descriptor: standardInput, name: argument.name)
                try run.read(file, Origin(file: argument.name, argument: number))
            case .memory(let name, let bytes):
                progress?(name)
                try run.read(memory: InputBytes(bytes), Origin(file: name, argument: number))
            case .path(let path):
                if try PathKind(existing: path) == .folder {
                    try run.read(directory: path, argument: number)
                } else {
                    try run.read(OpenFile(path: path), Origin(path: path, argument: number))
                }
            }
        }
        let (files, plans, taken, events) = (run.files, run.collector.plans, run.taken, run.collector.events)
        let undated = run.collector.configItems.undated
        let earlier = try run.earlier + (options.readsEarlier ? run.collector.configItems.dated(options) : [])
        return Loaded(
            inventory: try run.finish(), notesFile: try InputNames.notesFile(arguments), files: files, plans: plans, taken: taken,
            events: events, earlier: earlier, undatedItems: undated)
    }

    /// The arguments that are files.
    private static func files(_ arguments: [InputArgument]) -> [String] {
        arguments.compactMap { if case .path(let path) = $0, PathKind(of: path) == .file { path } else { nil } }
    }

    /// The bytes of a file that is no inventory, such as notes, or that is read more than once; `-` is standard input.
    ///
    /// Throws ``ReadError`` where the file cannot be opened or read; pipes and devices are refused.
    public func bytes(ofFile path: String) throws(ReadError) -> [UInt8] {
        let file = try path == "-" ? OpenFile(descriptor: standardInput, name: "standard input") : OpenFile(path: path)
        let input = InputBytes()
        try file.rest(into: input)
        return Array(input.bytes)
    }

    /// Reads documents that are in memory, as one input.
    ///
    /// `name` is what errors call each of them; a prefix list's entries take their list's id from it.
    public func read(documents: [(name: String, bytes: [UInt8])], label: String) throws(ReadError) -> Inventory {
        var run = ReadingRun(collector: Collector(label: label, options: options))
        for document in documents {
            try run.read(InputBytes(document.bytes), Origin(path: document.name, argument: 0))
        }
        return try run.finish()
    }
}

struct ReadingRun {
    var collector: Collector
    private(set) var files: [String] = []
    /// What each was taken for.
    private(set) var taken: [InputTaken] = []
    /// Older readings, each for itself.
    private(set) var earlier: [DatedInventory] = []

    private let readBefore: Set<String>
    private let progress: (@Sendable (String) -> Void)?

    init(collector: Collector, readBefore: Set<String> = [], progress: (@Sendable (String) -> Void)? = nil) {
        self.collector = collector
        self.readBefore = readBefore
        self.progress = progress
    }

    /// Reads a file that was named: it must be something known.
    mutating func read(_ file: consuming OpenFile, _ origin: Origin) throws(ReadError) {
        progress?(origin.file)
        defer { taken.append(collector.takeTaken()) }
        let (changed, told) = (file.changed, collector.builder.timesTold)
        let input = InputBytes()
        try file.head(into: input)
        if try file.readEvents(after: input, of: origin.file, into: &collector) {
            files.append(origin.file)
            return
        }
        if GzipStream.begins(input.bytes) {
            try file.rest(into: input)
            return try read(input, origin, changed: changed)
        }
        if case .other(let problem) = InputText(head: input.bytes) { throw ReadError(file: origin.file, problem: problem) }
        if try file.readLarge(after: input, from: origin, into: &collector) != nil {
            use(origin.file, changed, told)
            return
        }
        try file.rest(into: input)
        try read(input, origin, changed: changed)
    }

    /// Reads an input that is in memory: it must be something known.
    mutating func read(memory input: InputBytes, _ origin: Origin) throws(ReadError) {
        defer { taken.append(collector.takeTaken()) }
        try read(input, origin)
    }

    /// Reads bytes that must be something known; `changed` is when the file that they are of was, where they are of one.
    mutating func read(_ input: InputBytes, _ origin: Origin, changed: Int? = nil) throws(ReadError) {
        let told = collector.builder.timesTold
        switch try InputDocument.read(input, from: origin, into: &collector) {
        case .read: use(origin.file, changed, told)
        // What a shell's pattern gives along with the templates that it tells about.
        case .aside: break
        case .unknown, .passedOver: throw ReadError(file: origin.file, problem: .unknownKind)
        case .notReadYet(let what, let instead):
            throw ReadError(file: origin.file, problem: .notReadYet(what: what, instead: instead))
        case .ofLogs: throw ReadError(file: origin.file, problem: .ofLogs)
        }
    }

    /// Reads an older snapshot for itself: it is no part of what is read.
    mutating func read(earlier path: String, argument: Int) throws(ReadError) {
        var run = ReadingRun(collector: Collector(label: path, options: collector.options), progress: progress)
        try run.read(OpenFile(path: path), Origin(path: path, argument: argument))
        files.append(path)
        let inventory = try run.finish()
        guard let told = inventory.asOf, let time = EventTime.seconds(told) else { return }
        earlier.append(DatedInventory(time: time, source: .snapshot, inventory, isWhole: true))
    }

    /// Reads what is known below a directory; what is not is counted.
    mutating func read(directory: String, argument: Int) throws(ReadError) {
        let found: FolderWalk
        do throws(UnreadableFolder) { found = try FolderWalk(path: directory) } catch {
            throw ReadError(file: error.path, .code(error.code))
        }
        let states = try StateVersions(found.files)
        let snapshots = try SnapshotVersions(found.files).older
        if collector.options.readsEarlier {
            for path in snapshots.sorted() { try read(earlier: path, argument: argument) }
        } else if !snapshots.isEmpty {
            let what =
                snapshots.count == 1
                ? "1 older snapshot in \(directory) is" : "\(snapshots.count) older snapshots in \(directory) are"
            collector.builder.note("\(what) not read: name one with -i to read it")
        }
        let before = files.count
        var unused = UnusedFiles(in: directory, special: found.others)
        for path in found.files
        where path != InputNames.notes(in: directory) && !InputNames.isBoard(path) && !snapshots.contains(path) {
            if let newer = states.newer(than: path) {
                collector.builder.note("\(path) is an older version of the state in \(newer): not read")
                continue
            }
            if let problem = try read(found: path, argument: argument) { unused.add(path, problem) }
        }
        guard files.count > before else {
            throw ReadError(file: directory, problem: .noInventory(files: found.files.count + found.others))
        }
        for sentence in unused.sentences { collector.builder.noteUnused(sentence) }
    }

    /// Reads a file that a directory holds; why it is not used, where it is not.
    private mutating func read(found path: String, argument: Int) throws(ReadError) -> ReadError.Problem? {
        progress?(path)
        defer { taken.append(collector.takeTaken()) }
        var input = InputBytes()
        let file = try OpenFile(path: path)
        let (changed, told) = (file.changed, collector.builder.timesTold)
        try file.head(into: input)
        let mustBeRead = readBefore.contains(path)
        if try file.readEvents(after: input, of: path, into: &collector) {
            files.append(path)
            return nil
        }
        let isPacked = GzipStream.begins(input.bytes)
        if isPacked {
            try file.rest(into: input)
            input = try Gzip.unpacked(input, of: path)
        }
        if case .other(let problem) = InputText(head: UnsafeBufferPointer(rebasing: input.bytes.prefix(InputText.headLength))) {
            if mustBeRead { throw ReadError(file: path, problem: problem) }
            return problem
        }
        let origin = Origin(path: path, argument: argument, isFound: true)
        if !isPacked {
            if try file.readLarge(after: input, from: origin, into: &collector) != nil {
                use(path, changed, told)
                return nil
            }
            try file.rest(into: input)
        }
        do throws(ReadError) {
            switch try InputDocument.read(input, from: origin, into: &collector) {
            case .read: use(path, changed, told)
            case .unknown:
                if mustBeRead { throw ReadError(file: path, problem: .unknownKind) }
                return .unknownKind
            case .aside: break
            case .passedOver(let what): collector.builder.note("\(path) is \(what): skipped, name it with -i to read it")
            case .ofLogs: collector.builder.note("\(path) describes flow logs: give it with them, to sgscope traffic or --flows")
            case .notReadYet(let what, _): collector.builder.note("\(path) is \(what), which cannot be read yet: skipped")
            }
        } catch {
            // What is no JSON and has no mark of a known kind was not meant for this.
            if !mustBeRead, error.place?.isPath != true, !Documents.hasKnownMark(input.bytes) { return error.problem }
            throw error
        }
        return nil
    }

    /// Notes a file that was read; where it tells no time itself, it counts when it was last changed.
    private mutating func use(_ file: String, _ changed: Int?, _ told: Int) {
        files.append(file)
        if let changed, collector.builder.timesTold == told, !collector.tookRecordsAlone {
            collector.builder.noteFile(changed: changed)
        }
    }

    mutating func finish() throws(ReadError) -> Inventory {
        try collector.finish()
    }
}

extension PathKind {
    /// What a path leads to; throws where it leads nowhere.
    init(existing path: String) throws(ReadError) {
        guard let kind = PathKind(of: path) else { throw ReadError(file: path, .code(errno)) }
        self = kind
    }
}
