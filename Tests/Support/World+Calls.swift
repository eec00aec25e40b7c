import CoreModel

extension World {
    /// Groups by name, whatever it holds; each lets in what `rules` says: who comes in, to whom, on which TCP port.
    ///
    /// Who comes in is a group's name, or a CIDR. Each lets out everything, but for those that are `closed`. Ids are sg-0, sg-1 and so on.
    public static func inventory(
        groups: [String], rules: [(from: String, to: String, port: Int)] = [], closed: Set<String> = [],
        label: String = "made up", listsInterfaces: Bool = false
    ) -> Inventory {
        var maker = WorldMaker(label: label)
        maker.builder.noteListing(maker.listing)
        if listsInterfaces { maker.builder.noteCompleteInterfaceListing() }
        for (place, name) in groups.enumerated() {
            maker.beginGroup(id: "sg-\(place)", name: name, description: "description of \(name)")
            for rule in rules where rule.to == name {
                guard let traffic = try? Traffic(.tcp, from: rule.port, to: rule.port) else { continue }
                let peer: Peer
                if let network = try? IPNetwork(parsing: rule.from) {
                    peer = maker.builder.peer(network)
                } else {
                    let source = maker.builder.intern("sg-\(groups.firstIndex(of: rule.from) ?? 0)")
                    peer = maker.builder.peer(GroupReference(group: maker.builder.group(id: source)))
                }
                maker.addRule(.ingress, traffic, peer, "from \(rule.from)")
            }
            if !closed.contains(name) { maker.addRule(.egress, .all, maker.builder.peer(.everything(.v4))) }
        }
        return maker.builder.finish()
    }

    /// Forty services that call each other across, behind a front door: too much for one screen.
    public static let mesh: Inventory = {
        let names = ["front"] + (1..<40).map { "service-\($0)" }
        var rules = [(from: "0.0.0.0/0", to: "front", port: 443)]
        for place in 1..<40 {
            for step in [1, 3, 7, 11] {
                rules.append((from: names[(place * step + step) % 40], to: names[place], port: 8000 + step))
            }
        }
        return inventory(groups: names, rules: rules, label: "mesh")
    }()
}
