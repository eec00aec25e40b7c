import CoreModel
import Glibc
import Measuring
import Reachability
import Readers

/// What was measured, beside the limits that it has to keep.
struct Measurements {
    /// A word of the rows that are measured; nil for all.
    private let word: String?
    private var missed: [String] = []
    private var table = TextTable(["what", "count", "median", "p99", "largest", "limit"])
    private var random = Numbers()

    /// The same numbers in every run.
    private struct Numbers {
        private var state: UInt64 = 1

        mutating func below(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(limit))
        }
    }

    init(only word: String?) { self.word = word }

    /// Reading with and without the listings of the network, by turns: the ratio of processor times and the bytes more.
    mutating func reading(_ environment: some ListedNetwork, _ name: String) throws {
        var ratios: [Double] = []
        var seconds: [Double] = []
        var more = 0
        let (documents, part) = (environment.documents, environment.plain)
        for _ in 0..<11 {
            let (plain, whole) = (try read(part), try read(documents))
            ratios.append(whole.seconds / plain.seconds)
            seconds.append(plain.seconds)
            more = whole.bytes - plain.bytes
            withExtendedLifetime((plain.inventory, whole.inventory)) {}
        }
        let ratio = ratios.sorted()[5]
        func megabytes(_ documents: [(name: String, bytes: [UInt8])]) -> String {
            (Double(documents.reduce(0) { $0 + $1.bytes.count }) / 1e6).fixed(1)
        }
        print(
            "\(name): reading \(megabytes(part)) MB without the network's listings: \((seconds.sorted()[5] * 1000).fixed(1)) ms; "
                + "\(megabytes(documents)) MB with them: \(ratio.fixed(2)) times as long (limit 1.50)")
        print("\(name): what it holds more: \((Double(more) / 1e6).fixed(1)) MB (limit 5.0)")
        if ratio > 1.5 { missed.append("\(name), reading: \(ratio.fixed(2)) times") }
        if more > 5_000_000 { missed.append("\(name), reading: \(more) bytes more") }
    }

    private func read(
        _ documents: [(name: String, bytes: [UInt8])]
    ) throws -> (inventory: Inventory, seconds: Double, bytes: Int) {
        let (heap, start) = (Heap.bytesInUse, Self.processTime())
        let inventory = try InputReader().read(documents: documents, label: "large")
        return (inventory, Double(Self.processTime() - start) / 1e9, Heap.bytesInUse - heap)
    }

    /// Processor nanoseconds of the whole process.
    private static func processTime() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// Questions over every layer, each kind with its limits in milliseconds.
    mutating func questions(_ environment: NetworkEnvironment) throws {
        let analyzer = Analyzer(try read(environment.documents).inventory)
        let brief = AnswerScope(looksAtNetwork: true, isFull: false)
        let all = NetworkEnvironment.interfaces
        try measure("interface to interface", 2_000, analyzer, brief, median: 1, p99: 5) { random in
            let from = random.below(all)
            return ("eni-\(from)", "eni-\((from + 1 + random.below(all - 1)) % all)", "\(1000 + random.below(9))")
        }
        try measure("interface to the internet", 500, analyzer, brief, median: 1, p99: 5) {
            ("eni-\($0.below(all))", "internet", "443")
        }
        try measure("an address to an interface", 500, analyzer, brief, median: 1, p99: 5) {
            ("203.0.113.9", "eni-\($0.below(all))", "1003")
        }
        try measure("group to group", 500, analyzer, brief, median: 1, p99: 5) {
            ("sg-\($0.below(2500))", "sg-\($0.below(2500))", "\(1000 + $0.below(9))")
        }
        try measure("in full: fixes, way round, what else is hit", 100, analyzer, .everything, median: nil, p99: 50) {
            ("eni-\($0.below(all))", "eni-\($0.below(all / 2))", "\(1000 + $0.below(9))")
        }
        try measure("two groups of 200 members each", 20, analyzer, brief, median: 50, p99: nil) { _ in
            ("many-a", "many-b", "5432")
        }
    }

    /// Questions from one VPC to another, likewise.
    mutating func questions(_ environment: JoinedEnvironment) throws {
        let analyzer = Analyzer(try read(environment.documents).inventory)
        let brief = AnswerScope(looksAtNetwork: true, isFull: false)
        let (all, vpcs) = (JoinedEnvironment.interfaces, JoinedEnvironment.vpcs)
        /// An interface, and one of a VPC that is not its own and no neighbour.
        func far(_ random: inout Numbers) -> (from: Int, to: Int) {
            let from = random.below(all)
            let vpc = (JoinedEnvironment.vpc(ofInterface: from) + 2 + random.below(vpcs - 3)) % vpcs
            return (from, JoinedEnvironment.interface(ofVpc: vpc, random.below(all)))
        }
        try measure("to another VPC over the transit gateway", 2_000, analyzer, brief, median: 1, p99: 5) { random in
            let ends = far(&random)
            return ("eni-\(ends.from)", "eni-\(ends.to)", "\(1000 + random.below(9))")
        }
        try measure("to another VPC over a peering", 2_000, analyzer, brief, median: 1, p99: 5) { random in
            let from = random.below(all)
            let next = (JoinedEnvironment.vpc(ofInterface: from) + 1) % vpcs
            return (
                "eni-\(from)", "eni-\(JoinedEnvironment.interface(ofVpc: next, random.below(all)))", "\(1000 + random.below(9))"
            )
        }
        try measure("group to group of another VPC", 500, analyzer, brief, median: 1, p99: 5) { random in
            let from = random.below(JoinedEnvironment.groups)
            let vpc = (JoinedEnvironment.vpc(ofGroup: from) + 1 + random.below(vpcs - 1)) % vpcs
            return ("sg-\(from)", "sg-\(JoinedEnvironment.group(ofVpc: vpc, random.below(50)))", "\(1000 + random.below(9))")
        }
        try measure("to the list of a gateway endpoint", 500, analyzer, brief, median: 1, p99: 5) {
            ("eni-\($0.below(all))", "pl-s3", "443")
        }
        try measure("to an address of a gateway endpoint", 500, analyzer, brief, median: 1, p99: 5) {
            ("eni-\($0.below(all))", "52.218.\($0.below(250)).9", "443")
        }
        try measure("to the internet from fifty VPCs", 500, analyzer, brief, median: 1, p99: 5) {
            ("eni-\($0.below(all))", "internet", "443")
        }
        try measure("to another VPC in full", 100, analyzer, .everything, median: nil, p99: 50) { random in
            let ends = far(&random)
            return ("eni-\(ends.from)", "eni-\(ends.to)", "\(1000 + random.below(9))")
        }
        try measure("groups of 50 members in two VPCs", 20, analyzer, brief, median: 50, p99: nil) { _ in
            ("many-a", "many-b", "5432")
        }
    }

    private mutating func measure(
        _ name: String, _ count: Int, _ analyzer: Analyzer, _ scope: AnswerScope, median: Double?, p99: Double?,
        _ make: (inout Numbers) -> (String, String, String)
    ) throws {
        if let word, !name.contains(word) { return }
        var samples = Samples()
        for turn in 0..<count + 20 {
            let (from, to, port) = make(&random)
            guard let asked = try? analyzer.question(from: from, to: to, port: port) else { continue }
            let start = Clock.cpu.now()
            let answer = analyzer.answer(asked, scope)
            let spent = Clock.cpu.now() - start
            if answer.way == nil { missed.append("\(name): \(from) -> \(to) is not looked at") }
            if turn >= 20 { samples.add(spent) }
        }
        let (middle, late) = ((samples.median ?? 0) / 1e6, (samples.percentile(99) ?? 0) / 1e6)
        let limits = [median.map { "median \($0.short)" }, p99.map { "p99 \($0.short)" }].compactMap { $0 }
        table.add([
            name, "\(samples.count)", middle.fixed(3), late.fixed(3), ((samples.largest ?? 0) / 1e6).fixed(3),
            limits.joined(separator: ", "),
        ])
        if let median, middle > median {
            missed.append("\(name): the median is \(middle.fixed(3)) ms, the limit \(median.short)")
        }
        if let p99, late > p99 { missed.append("\(name): p99 is \(late.fixed(3)) ms, the limit \(p99.short)") }
    }

    /// Prints the table, in milliseconds; false where a limit was missed, which is named.
    func report() -> Bool {
        print(table.text)
        for line in Set(missed).sorted() { print("missed: \(line)") }
        return missed.isEmpty
    }
}
