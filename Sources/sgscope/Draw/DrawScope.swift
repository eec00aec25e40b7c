import ArgumentParser
import Diagram
import Map
import Reachability
import CoreModel
import Text

/// How much of the map `draw` shows.
struct DrawScope: ParsableArguments {
    /// Boxes that a person can read; above it a part of the map is drawn, or an overview.
    static let limit = 40
    /// Names in the lists of a group's neighbours.
    static let listed = 1000

    @Flag(help: ArgumentHelp("Draw everything, whatever its size: unused groups, every network, every box of an overview."))
    var all = false

    @Option(
        help: ArgumentHelp(
            "Draw this group with what it reaches and what reaches it; the rest is counted at the rim.", valueName: "group"))
    var select: String?

    @Option(help: ArgumentHelp("How many steps up and down from the selected group; 1 unless given.", valueName: "number"))
    var hops: Int?

    @Flag(help: "With a selection, draw the flows among its outermost boxes, too.")
    var between = false

    @Option(
        help: ArgumentHelp(
            "Draw an overview: groups in one box by VPC, by steps from the internet (tier), by a tag or by the first word of the name.",
            valueName: "vpc|account|region|tier|tag:KEY|prefix"))
    var fold: String?

    @Flag(help: "Draw each network and prefix list in a box of its own, where a group has many of them, too.")
    var networks = false

    @Flag(
        help: "Draw each group in a box of its own, where those with the same lines would share one to stay within the page, too."
    )
    var each = false

    @Flag(help: "Draw what the groups let out to networks and anywhere, too.")
    var egress = false

    @Flag(help: "Draw rules too that only one side allows, dotted.")
    var oneSided = false

    @Flag(
        help: ArgumentHelp(
            "List the interfaces that carry each group in its box: address, subnet, what it belongs to; with --path the sign of each."
        ))
    var interfaces = false

    @Flag(help: "Write the ids of groups and prefix lists into their boxes.")
    var ids = false

    /// An option that only the map of groups knows; nil where none is given.
    var isOfGroups: String? {
        let given = [
            ("--hops", hops != nil), ("--between", between), ("--fold", fold != nil), ("--networks", networks), ("--each", each),
            ("--egress", egress), ("--one-sided", oneSided), ("--ids", ids),
        ]
        return given.first { $0.1 }?.0
    }

    func validate() throws {
        if let fold, MapFold(parsing: fold) == nil {
            throw ValidationError("--fold \"\(fold)\" is unknown; give \(MapFold.choices)")
        }
        if let hops, hops < 1 { throw ValidationError("--hops \(hops) draws nothing; give 1 or more") }
        if interfaces, fold != nil {
            throw ValidationError("--fold draws several groups in one box and --interfaces what carries a single one; give one")
        }
        if all, hops != nil { throw ValidationError("--all draws everything and --hops a part of it; give one") }
    }

    /// The part of the map that is drawn, and what is said of the rest.
    func choose(_ loading: Loading, _ whole: WholeMap, highlight: AnswerHighlight?) throws -> DrawnMap {
        let selected = try select.map { try loading.group($0) }
        let plain = loading.mapOptions
        var options = plain
        options.showsUnused = all
        options.showsEgress = egress
        options.showsOneSided = oneSided
        options.showsIDs = ids
        let ends = highlight?.subjects ?? []
        options.alsoShown = Set(ends.compactMap(\.group) + [selected].compactMap { $0 })
        options.egressShown = highlight?.egressShown ?? []
        let isPlain = options == plain
        let every =
            isPlain
            ? whole.graph : MapGraph(loading.inventory, edges: whole.edges, names: loading.annotations.names, options: options)
        var map = highlight?.drawingEnds(in: every) ?? every
        var chosen = DrawnMap(map: map, selected: selected.map(MapSubject.group), hasPath: highlight != nil)
        if !networks, !all {
            map = map.foldingPeers(except: selected.map { [$0] } ?? [])
            chosen.foldedPeers = map.members.sharing
        }
        chosen.base = map
        take(chosen.base, into: &chosen, loading, whole, ends: ends)
        return chosen
    }

    /// Folds the map where that is asked for, and takes the part of it that is drawn.
    private func take(
        _ base: MapGraph, into chosen: inout DrawnMap, _ loading: Loading, _ whole: WholeMap, ends: [MapSubject]
    ) {
        var map = base
        if let fold = fold.flatMap(MapFold.init(parsing:)) {
            map = map.folded(by: fold, loading.inventory, loading.annotations.names, limit: all ? .max : Self.limit)
        }
        chosen.total = map.subjects.count
        chosen.map = part(of: map, &chosen, whole, ends: ends)
        if oneSided { return }
        let inventory = loading.inventory
        var isDrawn = [Bool](repeating: false, count: inventory.groups.count)
        for group in inventory.loadedGroups { isDrawn[Int(group.number)] = chosen.map.node(of: .group(group)) != nil }
        let edges = whole.edges
        chosen.oneSided = edges.indices.count { edges[$0].isOneSided && isDrawn[Int(edges[$0].target.number)] }
    }

    /// The same with fewer boxes, for where the picture does not fit the page, and why it looks so; none where the user has said what to draw.
    func narrower(
        _ chosen: DrawnMap, _ loading: Loading, _ whole: WholeMap, highlight: AnswerHighlight?
    ) throws -> [(chosen: DrawnMap, how: String)] {
        if all || each || interfaces || fold != nil { return [] }
        var alike = chosen
        alike.shown = chosen.map.subjects.count
        alike.map = chosen.map.foldingAlike(except: Set((highlight?.subjects ?? []) + [chosen.selected].compactMap { $0 }))
        var choices = [(chosen: alike, how: "groups with the same lines stand in one box")]
        if select == nil {
            var tiers = self
            tiers.fold = "tier"
            var folded = DrawnMap(map: chosen.base, hasPath: highlight != nil)
            (folded.base, folded.foldedPeers) = (chosen.base, chosen.foldedPeers)
            tiers.take(chosen.base, into: &folded, loading, whole, ends: highlight?.subjects ?? [])
            choices.append((folded, "folded by tier"))
        }
        return choices
    }

    private func part(of map: MapGraph, _ chosen: inout DrawnMap, _ whole: WholeMap, ends: [MapSubject]) -> MapGraph {
        let limit = all ? Int.max : Self.limit
        if let selected = chosen.selected {
            if all { return map }
            chosen.steps = hops ?? 1
            if hops == nil, ends.isEmpty, !between {
                // A list has room for more names than a picture for boxes.
                let near = map.neighbourhood(of: [selected], steps: 1, limit: Self.listed)
                if near.isStar(around: selected) { return near }
            }
            return map.neighbourhood(
                of: [selected] + ends, steps: chosen.steps ?? 1, limit: hops == nil ? limit : .max, drawsBetween: between)
        }
        if map.subjects.count <= limit { return hops == nil ? map : around(map, &chosen, whole) }
        let drawn = ends.filter { map.node(of: $0) != nil }
        return drawn.isEmpty ? around(map, &chosen, whole) : map.neighbourhood(of: drawn, steps: hops ?? 0)
    }

    /// Where nothing was selected: around the group with most flows, as many steps as can be read.
    private func around(_ map: MapGraph, _ chosen: inout DrawnMap, _ whole: WholeMap) -> MapGraph {
        guard let opening = whole.opening, map.node(of: opening.subject) != nil else { return map }
        chosen.opening = opening
        var steps = hops ?? 1
        var part = map.neighbourhood(
            of: [opening.subject], steps: steps, limit: hops == nil ? Self.limit : .max, drawsBetween: between)
        while hops == nil, steps < 5 {
            let more = map.neighbourhood(of: [opening.subject], steps: steps + 1, drawsBetween: between)
            guard more.subjects.count <= Self.limit, more.subjects.count > part.subjects.count else { break }
            (part, steps) = (more, steps + 1)
        }
        chosen.steps = steps
        return part
    }
}

/// The map that is drawn, and what to say of what is not.
struct DrawnMap {
    var map: MapGraph
    /// The whole map that it is a part of.
    var base = MapGraph.nothing
    var selected: MapSubject?
    /// Where the map was opened for want of a selection.
    var opening: WholeMap.Opening?
    /// Steps around it; nil where the picture is no neighbourhood.
    var steps: Int?
    /// Boxes before some were put together to fit the page; nil where none were.
    var shown: Int?
    var total = 0
    /// Networks and prefix lists that stand in boxes with others.
    var foldedPeers = 0
    /// Whether the boxes of a path are among those around which it is drawn.
    var hasPath = false
    /// Flows that only one side allows, and that are not drawn.
    var oneSided = 0
    /// Which interfaces the boxes list, and what each of them comes to where something is asked; nil where they list none.
    var listed: (members: MemberLists, verdicts: MemberVerdicts?)?

    /// What lists the neighbours of the box that it is drawn around; nil where lines are drawn.
    func star(_ drawn: DiagramGraph) -> Star? {
        guard steps == 1, let subject = selected ?? opening?.subject else { return nil }
        return map.star(drawn, around: subject)
    }

    /// The same with what the network stops said at the arrows.
    func noted(by network: MapNetwork) -> DrawnMap {
        guard let notes = network.notes(of: map) else { return self }
        var noted = self
        noted.map = map.noted(notes)
        return noted
    }

    /// The same with how much was seen of each line.
    func weighted(_ weights: MapWeights?) -> DrawnMap {
        guard let weights else { return self }
        var weighted = self
        weighted.map = map.weighted(weights)
        return weighted
    }

    /// The same with the interfaces that carry each group in its box.
    func listing(_ members: MemberLists, verdicts: MemberVerdicts?, all: Bool) -> DrawnMap {
        var listing = self
        listing.listed = (members, verdicts)
        listing.map = map.listing(members, limit: all ? MemberList.Limit.all : MemberList.Limit.usual, verdicts: verdicts)
        return listing
    }

    /// One line for each thing that is not drawn, with the option that draws it.
    func notes(_ analyzer: Analyzer) -> [String] {
        var lines: [String] = []
        if map.beyond > 0 {
            var place = ""
            if let subject = selected ?? opening?.subject, let steps {
                place = ": \(TextCount.of(steps, "step")) around \(analyzer.name(of: subject))\(hasPath ? " and the path" : "")"
            }
            let why = opening.map { $0.isOpen ? " (most flows of those open to the internet)" : " (most flows)" } ?? ""
            lines.append("\(shown ?? map.subjects.count) of \(total) boxes\(place)\(why)")
            let other = opening == nil ? "--hops N draws more steps" : "--select GROUP --hops N draws another part"
            lines.append("\(other), --fold vpc|account|region|tier|tag:KEY|prefix an overview, --all everything")
        }
        if map.hiddenLines > 0 {
            let isOne = map.hiddenLines == 1
            lines.append(
                "\(map.hiddenLines) flow\(isOne ? "" : "s") among these boxes \(isOne ? "is" : "are") not drawn (--between)")
        }
        if foldedPeers > 0 {
            lines.append("\(foldedPeers) networks and prefix lists in boxes with others (--networks draws each)")
        }
        if oneSided > 0 {
            lines.append("\(TextCount.of(oneSided, "flow")) that only one side allows not drawn (--one-sided, dotted)")
        }
        if listed != nil, analyzer.inventory.interfaces.isEmpty {
            lines.append("no interface is in the input: describe-network-interfaces tells them")
        }
        if map.lists.values.contains(where: \.isShared) {
            lines.append("interfaces that go alike share a line (--all lists each)")
        }
        if !map.unused.isEmpty { lines.append("+\(map.unused.count) unused (--all draws them)") }
        return lines
    }
}
