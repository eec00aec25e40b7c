import CoreModel
import Diagram
import Map
import Text
import Words

extension ExplorerState {
    /// Turns the map of groups into the network map, and back.
    mutating func toggleNetwork() {
        if network != nil {
            network = nil
            message = "the map of groups"
            redrawMap()
            revealSelection()
            return
        }
        let map = model.networkMap
        if map.vpcs.isEmpty {
            message = "no subnet is in the input: describe-subnets and describe-route-tables tell the network"
            return
        }
        if side.isTourOpen || side.isMatrixOpen { side.isInFront = false }
        network = NetworkView(map)
        chooseOnNetwork()
        set(focus: .map)
    }

    /// Whether keys go to the network map.
    var isOnNetwork: Bool { network != nil && focus == .map }

    /// Draws the network map for a width, with what is lit and chosen now.
    mutating func drawNetwork(width: Int) {
        guard var view = network else { return }
        if view.followed != selection { follow(&view) }
        var options = NetworkOptions(width: max(40, width), glyphs: glyphs)
        let lit = focus == .board ? boardAnswer : focus == .trial ? chosenTurned?.answer ?? litAnswer : litAnswer
        if let answer = lit { options.light = NetworkLight(answer, on: view.map) }
        if let review {
            for group in view.vpc?.subnets.flatMap({ $0.groups.map(\.group) }) ?? [] where options.marks[group] == nil {
                options.marks[group] = review.sign(of: group)
            }
        }
        if let trial = model.trial {
            options.changed = trial.changes.changedThings
            for group in model.changed { options.marks[group] = "~" + (options.marks[group] ?? "") }
        }
        view.draw(options)
        if view.box(of: view.selected) == nil {
            // A subnet that is drawn together with others is their row.
            let row = view.selected?.subnet.flatMap { id in view.vpc?.rows.first { $0.subnets.contains { $0.id == id } } }
            if let first = row?.subnets.first?.id, view.items.contains(.row(first)) { view.selected = .row(first) }
        }
        if view.box(of: view.selected) == nil {
            view.selected = view.items.first { $0 != .internet } ?? view.items.first
            view.draw(options)
        }
        network = view
    }

    /// Chooses the group that is selected, where it stands on the network map.
    private func follow(_ view: inout NetworkView) {
        let isFirst = view.followed == nil && view.selected == nil
        view.followed = selection
        guard let group = selection?.group else { return }
        func place(in vpc: VpcNetwork) -> NetworkItem? {
            vpc.subnets.first { $0.groups.contains { $0.group == group } }.map { .group(group, subnet: $0.id) }
        }
        if let vpc = view.vpc, let item = place(in: vpc) {
            (view.selected, view.isRevealing) = (item, true)
        } else if !isFirst, let other = view.map.vpcs.firstIndex(where: { place(in: $0) != nil }) {
            view.go(to: other)
            view.selected = place(in: view.map.vpcs[other])
        }
    }

    /// Keeps the network map within its pane, what is chosen in view.
    mutating func clampNetwork() {
        guard var view = network, let area = plan.map, !area.isEmpty else { return }
        if view.isRevealing, let box = view.box(of: view.selected) {
            // The head with the zones stays as long as it can.
            if box.y < area.height - 1 { view.top = 0 }
            if box.y - 1 < view.top { view.top = box.y - 1 }
            if box.y + 2 > view.top + area.height { view.top = box.y + 2 - area.height }
        }
        view.isRevealing = false
        view.top = min(max(0, view.top), max(0, view.picture.height - area.height))
        network = view
        clampNetworkDetails()
    }

    // MARK: Moving

    /// Chooses the next thing in a direction, by its place on screen.
    mutating func moveInNetwork(_ heading: Heading) {
        guard let view = network, let current = view.box(of: view.selected) else { return }
        let best = view.picture.boxes.filter { $0.node != current.node }.compactMap { box in
            current.cost(to: box, heading).map { (cost: $0, node: box.node) }
        }.min { $0 < $1 }
        if let best { choose(view.items[best.node]) }
    }

    /// Chooses what stands some rows further.
    mutating func moveInNetwork(rows: Int) {
        guard let view = network, let current = view.box(of: view.selected) else { return }
        let best = view.picture.boxes.filter { rows > 0 ? $0.y > current.y : $0.y < current.y }
            .min { (abs($0.y - current.y - rows), $0.node) < (abs($1.y - current.y - rows), $1.node) }
        if let best { choose(view.items[best.node]) }
    }

    /// Chooses the next thing in reading order, round and round.
    mutating func stepInNetwork(by step: Int) {
        guard let view = network, let now = view.items.firstIndex(where: { $0 == view.selected }) else { return }
        choose(view.items[(now + step + view.items.count) % view.items.count])
    }

    /// Chooses the first thing, or the last.
    mutating func selectNetworkEnd(last: Bool) {
        guard let view = network, let item = last ? view.items.last : view.items.first else { return }
        choose(item)
    }

    private mutating func choose(_ item: NetworkItem) {
        network?.selected = item
        network?.isRevealing = true
        if case .group(let group, _) = item, model.inventory[group].knowledge != .absent {
            select(.group(group))
            let followed = selection
            network?.followed = followed
        }
    }

    /// Goes in: opens a VPC or a row of subnets, a group's rules, else more of what is told.
    mutating func enterNetwork() {
        guard let view = network, let selected = view.selected else { return }
        switch selected {
        case .vpc(let id): network?.go(to: view.map.place(ofVpc: id))
        case .row(let id): if view.opened.contains(id) { network?.opened.remove(id) } else { network?.opened.insert(id) }
        case .group: openDetails()
        case .internet, .gateway, .subnet, .join:
            (details.page, details.isOpen, details.scroll) = (.item, true, Scroll())
            set(focus: .details)
        }
    }

    /// Goes out one level: from a VPC to all, from the network map.
    mutating func leaveNetwork() {
        if keeping.isAsLeft {
            goToStart()
            return
        }
        guard let view = network else { return }
        if answer != nil {
            _ = closeTop()
        } else if let vpc = view.vpc, view.map.vpcs.count > 1 {
            network?.go(to: nil)
            network?.selected = .vpc(vpc.id)
        } else {
            toggleNetwork()
        }
    }

    /// Goes from VPC to VPC, the overview before the first of several.
    mutating func stepVpc(by step: Int) {
        guard let view = network else { return }
        let count = view.map.vpcs.count
        if count < 2 {
            message = "this is the only VPC with subnets in the input"
            return
        }
        let now = view.place.map { $0 + 1 } ?? 0
        let next = (now + step + count + 1) % (count + 1)
        network?.go(to: next == 0 ? nil : next - 1)
        message = network?.vpc.map { "VPC \(next) of \(count): \($0.name)" } ?? "all VPCs"
    }

    /// Chooses what was clicked; again goes in.
    mutating func clickNetwork(_ area: Area, column: Int, row: Int) {
        guard let view = network else { return }
        let (x, y) = (column - area.x, row - area.y + view.top)
        let box = view.picture.boxes.first { $0.x <= x && x < $0.x + $0.width && $0.y <= y && y < $0.y + $0.height }
        guard let box else { return }
        let item = view.items[box.node]
        if item == view.selected { enterNetwork() } else { choose(item) }
    }
}

extension ExplorerState {
    /// The network map as it is drawn now in another format.
    func exportedNetwork(as format: String) -> String? {
        guard let network else { return nil }
        if format == "svg" {
            let title = "Network of \(model.inventory.label)"
            return SVGExport(network.picture, title: title, caption: captionOfSVG(below: network.picture)).text
        }
        let summary = litAnswer.map { AnswerText($0, of: model.analyzer).summary }
        let tried = model.trial.map { TrialWords.origin($0.changes) } ?? model.past?.title
        let caption = [tried, model.isExample ? "Example environment" : nil, summary].compactMap { $0 }
        let wrapped = caption.flatMap { TextWrap.lines($0, width: max(60, min(network.picture.width, 100))) }
        let light = litAnswer.map { NetworkLight($0, on: network.map) } ?? NetworkLight()
        let (graph, lit) =
            network.place.map { network.map.graph(of: [$0], light: light) } ?? (network.map.overviewGraph(), Highlight())
        return format == "dot"
            ? DotExport(graph, highlight: lit, caption: wrapped).text
            : MermaidExport(graph, highlight: lit, caption: caption).text
    }
}
