import Files
import CoreModel

/// Reads flow logs of every form into flows, aggregating as it reads: memory by distinct flows, never by lines.
///
/// Text in the default and in custom formats, with a header or without; gzip; folders as they are in S3; JSON of CloudWatch and of what
/// delivers it; CSV of the console; what a query of ``FlowLogQuery`` gives. Which of them a file is, is told by its bytes.
public struct FlowLogReader: Sendable {
    /// The order of fields of lines without a header; nil: those of described flow logs and those that are known are tried.
    public var format: FlowLogFormat?
    /// Ports that are taken for a service's where flags tell nothing.
    public var servicePorts: ServicePorts

    /// A reader.
    public init(format: FlowLogFormat? = nil, servicePorts: ServicePorts = ServicePorts()) {
        self.format = format
        self.servicePorts = servicePorts
    }

    /// What files, folders and `-`, standard input, say.
    ///
    /// It does not throw: what cannot be read is a problem of the result, one line a file, and the other files are read all the same. The
    /// cost is that of unpacking, about as much again for reading.
    public func read(_ paths: [String]) -> FlowLogSet { read(paths) { _, _ in true } ?? FlowLogSet() }

    /// The same, file by file; nil where that is not wanted any more.
    ///
    /// - Parameter tell: Hears how many of how many files are read, and says whether the rest is still wanted.
    public func read(_ paths: [String], tell: (Int, Int) -> Bool) -> FlowLogSet? {
        var run = ReadingRun(collector: LogCollector(given: format, servicePorts: servicePorts))
        let files = run.files(of: paths)
        for (place, path) in files.enumerated() {
            guard tell(place, files.count) else { return nil }
            run.read(path)
        }
        return run.collector.finish()
    }

    /// What bytes say, as if they stood in a file of a name.
    public func read(_ bytes: [UInt8], named name: String) -> FlowLogSet {
        var run = ReadingRun(collector: LogCollector(given: format, servicePorts: servicePorts))
        run.read(bytes, named: name)
        return run.collector.finish()
    }
}

/// One reading of some files.
private struct ReadingRun {
    /// A file, and whether it was found in a folder, where others lie beside logs.
    struct Path {
        var path: String
        var isFound: Bool
        /// It itself, where it was looked into and cannot be opened twice.
        var opened: LogFile?

        /// Whether it describes flow logs.
        var isDescription: Bool {
            if let opened { return FlowLogDescription.isIn(opened) }
            // What another kind of pipe brings is read once, and nobody knows whether its writer waits for others to be read.
            guard path != "-", PathKind(of: path) == .file, let file = try? LogFile(path: path) else { return false }
            return FlowLogDescription.isIn(file)
        }
    }

    var collector: LogCollector
    private var seen: Set<[UInt64]> = []
    private var names: Set<Substring> = []
    private var hasReadInput = false

    init(collector: LogCollector) { self.collector = collector }

    /// All files of these paths; descriptions of flow logs first, since they tell the order of fields of others.
    mutating func files(of paths: [String]) -> [Path] {
        var files: [Path] = []
        for path in paths {
            guard path != "-", PathKind(of: path) == .folder else {
                files.append(Path(path: path, isFound: false))
                continue
            }
            do throws(StopReading) {
                let folder = try LogFolder(path: path)
                files += folder.files.map { Path(path: $0, isFound: true) }
                for _ in 0..<folder.others { collector.passOver() }
                if folder.files.isEmpty { collector.add(FlowLogProblem(file: path, reason: .empty)) }
            } catch {
                collector.add(FlowLogProblem(file: path, reason: error.reason))
            }
        }
        return files.count < 2 ? files : Self.descriptionsFirst(files)
    }

    private static func descriptionsFirst(_ files: [Path]) -> [Path] {
        var (descriptions, others): ([Path], [Path]) = ([], [])
        var hasInput = false
        for var file in files {
            if file.path == "-" {
                if !hasInput { file.opened = LogFile() }
                hasInput = true
            } else if file.path.hasPrefix("/dev/fd/") || file.path.hasPrefix("/proc/self/fd/") {
                // The shell's <(...).
                file.opened = try? LogFile(path: file.path)
            }
            // AWS names logs so and nothing else, and there are many of them.
            let isDescription = deliveredName(file.path) == nil && file.isDescription
            if isDescription { descriptions.append(file) } else { others.append(file) }
        }
        return descriptions + others
    }

    /// Reads a file.
    mutating func read(_ path: Path) {
        if path.path == "-" {
            guard !hasReadInput else { return collector.add(FlowLogProblem(file: "standard input", reason: .standardInputTwice)) }
            hasReadInput = true
            return read(path.opened ?? LogFile(), named: "standard input", isFound: false)
        }
        do throws(StopReading) {
            let file: LogFile
            if let opened = path.opened { file = opened } else { file = try LogFile(path: path.path) }
            if !file.identity.isEmpty, !seen.insert(file.identity).inserted { return collector.passOver() }
            if let name = Self.deliveredName(path.path), !names.insert(name).inserted { return collector.passOver() }
            read(file, named: path.path, isFound: path.isFound)
        } catch {
            collector.add(FlowLogProblem(file: path.path, reason: error.reason))
        }
    }

    /// The name that AWS gives to a file in S3, which no other has; the same file copied twice, or unpacked beside itself, has it twice.
    private static func deliveredName(_ path: String) -> Substring? {
        let name = path.split(separator: "/").last ?? ""
        guard name.contains("_vpcflowlogs_"), let end = name.firstIndex(of: ".") else { return nil }
        return name[..<end]
    }

    private mutating func read(_ file: LogFile, named name: String, isFound: Bool) {
        collector.begin(name)
        var stream = LogStream()
        var stop: FlowLogProblem.Reason?
        do throws(StopReading) {
            try file.read { (piece) throws(StopReading) in try stream.feed(piece, into: &collector) }
            try stream.finish(into: &collector)
        } catch {
            stop = error.reason
        }
        end(stream, stop, isFound: isFound)
    }

    mutating func read(_ bytes: [UInt8], named name: String) {
        collector.begin(name)
        var stream = LogStream()
        var stop: FlowLogProblem.Reason?
        do throws(StopReading) {
            try bytes.reading { (all) throws(StopReading) in try stream.feed(all, into: &collector) }
            try stream.finish(into: &collector)
        } catch {
            stop = error.reason
        }
        end(stream, stop, isFound: false)
    }

    /// Ends a file that was read, or stopped; one that has nothing of a log says so, unless it was only found beside logs.
    private mutating func end(_ stream: LogStream, _ stop: FlowLogProblem.Reason?, isFound: Bool) {
        let file = collector.file
        let isNothing = stop == nil && file.records == 0 && file.bad == 0 && file.described == 0 && file.control == 0
        guard isNothing else { return collector.end(stop: stop) }
        if stream.isEmpty { return collector.end(stop: .empty) }
        // A header alone is a log of an interval without records.
        if stream.isText { return collector.end(stop: stream.isBlank ? .empty : nil) }
        if isFound { return collector.passOver() }
        collector.end(stop: .unknownJSON)
    }
}
