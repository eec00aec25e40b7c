import CoreModel

extension Environment {
    /// The environment as an inventory, built without any text format between.
    package func inventory() -> Inventory {
        var builder = InventoryBuilder(label: "\(flavour.rawValue) \(groups.count)")
        addPlaces(to: &builder)
        let listing = Listing(kind: .groups, argument: 0, file: "groups.json")
        for number in groups.indices {
            builder.beginGroup(group(number, &builder), in: listing)
            for plan in rules(of: number) {
                let peer =
                    switch plan.peer {
                    case .network(let network): builder.peer(network)
                    case .prefixList(let list): builder.peer(prefixList: builder.intern(prefixLists[list].id))
                    case .group(let other): builder.peer(reference(from: number, to: other, &builder))
                    }
                builder.addRule(
                    Rule(
                        description: builder.intern(plan.description), direction: plan.direction, traffic: plan.traffic,
                        peer: peer))
            }
        }
        addInterfaces(to: &builder)
        builder.noteCompleteInterfaceListing()
        return builder.finish()
    }

    /// The peering connection that a rule names with a group of another VPC; nil for one of its own.
    func peering(from group: Int, to other: Int) -> String? {
        let ends = [groups[group].network, groups[other].network]
        return ends[0] == ends[1] ? nil : id("pcx", ends.min().map { $0 * networks.count + (ends.max() ?? 0) } ?? 0)
    }

    private func group(_ number: Int, _ builder: inout InventoryBuilder) -> Group {
        let plan = groups[number]
        var group = Group(id: builder.intern(plan.id))
        group.name = builder.intern(plan.name)
        group.description = builder.intern("\(plan.tier.rawValue) of \(plan.team)")
        group.vpc = builder.intern(networks[plan.network].id)
        group.owner = builder.intern(Self.account)
        group.region = builder.intern(Self.region)
        group.tags = [("Name", plan.name), ("team", plan.team)].map { key, value in
            Tag(key: builder.intern(key), value: builder.intern(value))
        }
        return group
    }

    private func reference(from number: Int, to other: Int, _ builder: inout InventoryBuilder) -> GroupReference {
        var reference = GroupReference(
            group: builder.group(id: builder.intern(groups[other].id)), account: builder.intern(Self.account))
        if let peering = peering(from: number, to: other) {
            reference.vpc = builder.intern(networks[groups[other].network].id)
            reference.peeringConnection = builder.intern(peering)
            reference.peeringStatus = builder.intern("active")
        }
        return reference
    }

    private func addPlaces(to builder: inout InventoryBuilder) {
        for plan in networks {
            var vpc = Vpc(id: builder.intern(plan.id))
            vpc.name = builder.intern(plan.name)
            vpc.owner = builder.intern(Self.account)
            vpc.networks = [plan.v4] + (plan.v6.map { [$0] } ?? [])
            builder.add(vpc)
            for place in plan.subnets {
                var subnet = Subnet(id: builder.intern(place.id))
                subnet.vpc = vpc.id
                subnet.zone = builder.intern(place.zone)
                subnet.networks = [place.v4] + (place.v6.map { [$0] } ?? [])
                builder.add(subnet)
            }
        }
        for plan in prefixLists {
            var list = PrefixList(id: builder.intern(plan.id))
            list.name = builder.intern(plan.name)
            list.version = plan.version
            list.entries = plan.entries
            builder.add(list)
        }
    }

    private func addInterfaces(to builder: inout InventoryBuilder) {
        for plan in interfaces {
            var interface = NetworkInterface(id: builder.intern(plan.id))
            interface.privateAddresses = plan.privateAddresses
            interface.publicAddresses = plan.publicAddress.map { [$0] } ?? []
            interface.groups = plan.groups.map { builder.group(id: builder.intern(groups[$0].id)) }
            interface.vpc = builder.intern(networks[plan.network].id)
            interface.subnet = builder.intern(networks[plan.network].subnets[plan.subnet].id)
            interface.owner = builder.intern(Self.account)
            builder.add(interface)
        }
    }
}
