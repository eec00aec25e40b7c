import CoreModel
import Reachability
import Text
import Words

extension PageBlock {
    /// A network ACL as AWS reads it: its entries of both directions by number, the last one last, with what they do to what passes.
    init(acl index: NetworkACLIndex, _ passed: [PassedEntries] = [], analyzer: Analyzer, marks: ReportMarks) {
        let (inventory, names) = (analyzer.inventory, NetworkNames(analyzer.inventory))
        let acl = inventory.topology[index]
        let (name, id) = (names.name(index), inventory[acl.id])
        title = "acl \(name)" + (id.isEmpty || id == name ? "" : "  \(id)")
        let subnets = inventory.subnets.filter { analyzer.networkACL(ofSubnet: $0.id) == index }.map { names.name($0.id) }
        note = Self.users(subnets)
        let width = acl.entries.map { EntryText.cells($0).number.count }.max() ?? 1
        sections = [Direction.ingress, .egress].map { direction in
            let own = passed.filter { $0.acl == index && $0.direction == direction }
            let known = acl.knowledge(direction)
            var rows = acl.entries.indices.filter { acl.entries[$0].direction == direction }.map { place in
                let doubt = acl.entries[place].doubt == .none ? [] : [HopNote.unsettled]
                let notes = own.flatMap { HopText.notes(ofEntry: place, $0) } + doubt
                var row = Self.row(EntryText.cells(acl.entries[place]), width, notes, marks)
                row.element = .entry(index, place)
                return row
            }
            if known == .absent {
                rows = [.init([.init("its entries are not in the input", .depends)])]
            } else if !known.isComplete {
                rows.append(.init([.init("and perhaps more: not all entries are in the input", .depends)]))
            } else {
                let versions = own.isEmpty ? acl.families(direction) : own.map(\.version).distinct()
                rows += versions.map { version in
                    let notes = own.filter { $0.version == version }.flatMap(HopText.notes(ofLast:))
                    return Self.row(EntryText.last(direction, version), width, notes, marks)
                }
            }
            rows += own.compactMap(HopText.lack).map { .init([marks.cell([$0])]) }
            return ReportSection(label: direction.way, rows: rows)
        }
    }

    private static func row(
        _ cells: (number: String, action: String, traffic: String, network: String), _ width: Int, _ notes: [HopNote],
        _ marks: ReportMarks
    ) -> ReportSection.Row {
        func padding(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
        let number = padding(width - cells.number.count) + cells.number
        let action = cells.action + padding(5 - cells.action.count)
        return marks.row(["\(number) \(action)  \(cells.traffic)", cells.network], notes)
    }

    /// "2 subnets: isolated-0, isolated-1".
    static func users(_ subnets: [String]) -> String {
        subnets.isEmpty ? "no subnet" : "\(TextCount.of(subnets.count, "subnet")): \(TextList.few(subnets, limit: 3, shown: 2))"
    }
}

extension NetworkACL {
    /// The families that its entries of a direction are for; IPv4 where it has none.
    fileprivate func families(_ direction: Direction) -> [IPVersion] {
        let own = Set(entries.filter { $0.direction == direction }.compactMap(\.version))
        return IPVersion.allCases.filter { own.contains($0) || (own.isEmpty && $0 == .v4) }
    }
}
