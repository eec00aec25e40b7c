import CoreModel

/// Answers questions about an inventory.
///
/// Everything it looks up is built once; a question then costs what the rules of its two ends cost.
public struct Analyzer: Sendable {
    /// The inventory that is asked about.
    public let inventory: Inventory
    /// What its groups and interfaces are called in answers.
    public let names: Names
    let index: InventoryIndex
    private let stations: [Lazy<Stations>]
    private let groupEnds: [Lazy<[Subjects]>]
    private let plain: Lazy<(ends: [PlainEnds], named: [NamedGroup])>
    private let reach: [Lazy<ReachIndex>]
    /// What walks ways through every layer; made when it is asked for first, linear in subnets, tables, ACLs, gateways and interfaces.
    let walker: Lazy<Walker>
    @Boxed private(set) var directory: NameDirectory
    private let memory = VerdictMemory()
    private let remembered = Remembered()
    /// What surveys that only tell verdicts walked of it.
    let walked = WalkedMemory()
    private let lookup: (@Sendable (String) -> [IPAddress])?
    private var typed: TypedEnd?
    /// What the changes that are tried were laid over; nil where none are.
    private(set) var before: BeforeChanges?

    /// Finds what people type by other names than the inventory has.
    public typealias TypedEnd = @Sendable (String) throws(QuestionError) -> Endpoint

    /// An analyzer of an inventory; complexity linear in groups and interfaces, and in rules where a search over groups is asked for.
    ///
    /// `lookup` asks a resolver for the addresses of a DNS name that the inventory does not have; nil asks nobody.
    public init(_ inventory: Inventory, names: Names? = nil, lookup: (@Sendable (String) -> [IPAddress])? = nil) {
        let names = names ?? Names(inventory)
        let (index, directory) = Cores.both(
            ifLarge: inventory.groups.count, { InventoryIndex(inventory) }, { NameDirectory(inventory, names: names) })
        self.init(inventory, names, index, directory, Lazy { Walker(inventory, index) }, lookup: lookup)
    }

    /// The analyzer of an inventory that differs from another one's in rules, and in what a walker has already been made for; constant in
    /// groups and interfaces.
    init(_ other: Analyzer, after inventory: Inventory, _ walker: Walker) {
        self.init(inventory, other.names, other.index, other.directory, Lazy { walker }, lookup: other.lookup)
        before = other.before
    }

    /// The analyzer of another one's inventory after edits, with what of the other one is still true of it.
    init(
        _ other: Analyzer, edited inventory: Inventory, names: Names, _ index: InventoryIndex, _ directory: NameDirectory,
        _ walker: Lazy<Walker>
    ) {
        self.init(inventory, names, index, directory, walker, lookup: other.lookup)
    }

    private init(
        _ inventory: Inventory, _ names: Names, _ index: InventoryIndex, _ directory: NameDirectory, _ walker: Lazy<Walker>,
        lookup: (@Sendable (String) -> [IPAddress])?
    ) {
        self.inventory = inventory
        self.lookup = lookup
        self.names = names
        self.index = index
        self.directory = directory
        self.walker = walker
        stations = IPVersion.allCases.map { version in Lazy { Stations(inventory, index, version) } }
        groupEnds = IPVersion.allCases.map { version in
            Lazy {
                let ends = EndSubjects(inventory: inventory, index: index)
                return inventory.groups.indices.map { ends.subjects(of: Endpoint(GroupIndex($0)), version) }
            }
        }
        let groupEnds = groupEnds
        plain = Lazy {
            var numbers = PlainEnds.Numbers()
            let ends = groupEnds.map { PlainEnds($0.value, inventory, &numbers) }
            return (ends, NamedGroup.all(inventory))
        }
        let stations = stations
        reach = IPVersion.allCases.indices.map { slot in
            Lazy { ReachIndex(inventory, index, names: names, stations[slot].value) }
        }
    }

    /// What searches over groups look up, for a family; made when it is asked for first, linear in rules.
    func reach(_ version: IPVersion) -> ReachIndex { reach[InventoryIndex.slot(version)].value }

    /// Where groups live over a family; made when it is asked for first, linear in rules.
    func stations(_ version: IPVersion) -> Stations { stations[InventoryIndex.slot(version)].value }

    /// What every group is as an end over a family; made when it is asked for first, linear in groups and their kinds of members.
    func groupEnds(_ version: IPVersion) -> [Subjects] { groupEnds[InventoryIndex.slot(version)].value }

    /// The same as plain rules see it, by family, and whom each reference covers; made when it is asked for first, linear in groups and their
    /// kinds of members.
    var plainEnds: (ends: [PlainEnds], named: [NamedGroup]) { plain.value }

    /// The whole verdict of a question of this inventory, which is made when it is asked for first.
    public func remembered(_ question: Question, _ scope: AnswerScope, _ make: () -> Verdict) -> Verdict {
        memory.verdict(question, scope, make)
    }

    /// What a key stands for of this inventory, made when it is asked for first: what was read stays the same for all that is tried over it.
    public func remembered<Key: Hashable & Sendable, Value: Sendable>(_ key: Key, _ make: () -> Value) -> Value {
        remembered.value(key, make)
    }

    /// The same analyzer for an inventory that changes made of another one, without members of groups that these took from everybody.
    func after(_ before: BeforeChanges) -> Analyzer {
        let gone = before.goneGroups(in: inventory, index).union(index.groupsWithoutPlace(inventory))
        var result = self
        if gone != index.gone {
            let index = index.without(membersOf: gone)
            result = Analyzer(
                inventory, names, index, directory, Lazy { [inventory] in Walker(inventory, index) }, lookup: lookup)
            result.typed = typed
        }
        result.before = before
        return result
    }

    /// Whether it finds what people type by other names than the inventory has.
    var isAskedByOtherNames: Bool { typed != nil }

    /// Finds what a text names.
    public var resolver: EndpointResolver { EndpointResolver(inventory, directory, lookup: lookup, typed: typed) }

    /// The same analyzer for texts that people type: a function finds the ends first, and the names of the inventory go after.
    public func finding(_ typed: @escaping TypedEnd) -> Analyzer {
        var result = self
        result.typed = typed
        return result
    }

    /// Makes a question of three texts; the port `nil` or empty asks for everything.
    ///
    /// Behind the source may stand the port that the client opens the connection from, `10.0.11.24:45678`, where nothing is called so whole.
    public func question(
        from source: String, to destination: String, port: String?, version: IPVersion? = nil
    ) throws(QuestionError) -> Question {
        let port = try port.flatMap { $0.trimmed.isEmpty ? nil : $0 }.map { text throws(QuestionError) in
            try PortQuery(parsing: text)
        }
        let client = try client(source)
        let question = try Question(
            from: client.end, to: end(destination), port: port ?? .all, version: version, clientPort: client.port)
        if question.mayBeOneInterface, hasNoPair(question) { throw .sameInterface(question.destination.asked) }
        return question
    }

    /// A source with the client's port, where one is named behind it; what is called so whole goes before.
    private func client(_ text: String) throws(QuestionError) -> (end: Endpoint, port: Int?) {
        let parts = ClientText(text)
        guard let port = parts.port else { return (try end(text), nil) }
        do throws(QuestionError) {
            return (try end(text), nil)
        } catch {
            if case .goneEnd = error { throw error }
            return (try end(parts.end), port)
        }
    }

    /// Whether the two ends, which are not groups, are one interface.
    private func hasNoPair(_ question: Question) -> Bool {
        let judgement = judge(question)
        return judgement.pairs.isEmpty && judgement.endsWithoutAddress.isEmpty
    }
}
