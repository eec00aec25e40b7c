import CoreModel

/// How an environment's places, groups, calls and interfaces are drawn.
extension Environment {
    private static let teams = [
        "checkout", "orders", "billing", "search", "catalog", "identity", "media", "chat", "reports", "stock", "shipping", "mail",
    ]
    private static let servicePorts = [3000, 3001, 3002, 8080, 8081, 8443, 9000, 50051]
    private static let dataPorts = [5432, 3306, 6379, 9092, 27017, 9200]

    mutating func addPlaces(_ groupCount: Int, _ random: inout SeededRandom) {
        for number in 0..<min(200, max(3, groupCount / 100)) {
            let block = IPNetwork(containing: IPAddress(.v4, bits: UInt128(10 << 24 | number << 16)), prefixLength: 16)
            let wide = UInt128(0x2600_1f14_0000_0000 | UInt64(number) << 8) << 64
            let six = random.chance(50) ? IPNetwork(containing: IPAddress(.v6, bits: wide), prefixLength: 56) : nil
            var network = Network(id: id("vpc", number), name: "vpc-\(number)", v4: block, v6: six)
            for place in 0..<12 {
                let four = IPAddress(.v4, bits: block.address.bits + UInt128(place << 12))
                let own = six.map { IPAddress(.v6, bits: $0.address.bits + UInt128(place) << 64) }
                network.subnets.append(
                    SubnetPlan(
                        id: id("subnet", number * 12 + place), zone: Self.region + ["a", "b", "c"][place % 3],
                        v4: IPNetwork(containing: four, prefixLength: 20),
                        v6: own.map { IPNetwork(containing: $0, prefixLength: 64) }))
            }
            networks.append(network)
        }
        offices = (0..<24).map { _ in
            IPNetwork(containing: Self.outsideAddress(&random), prefixLength: random.pick([24, 24, 25, 28, 29, 32]))
        }
        for number in 0..<12 {
            let version: IPVersion = number % 4 == 3 ? .v6 : .v4
            let entries = (0..<random.within(3...30)).map { _ in
                version == .v4
                    ? IPNetwork(containing: Self.outsideAddress(&random), prefixLength: random.within(16...24))
                    : IPNetwork(containing: Self.outsideAddress6(&random), prefixLength: random.within(32...48))
            }
            let name = number == 0 ? "com.amazonaws.\(Self.region).s3" : "list-\(number)"
            prefixLists.append(PrefixListPlan(id: id("pl", number), name: name, version: version, entries: entries))
        }
    }

    mutating func addGroups(_ count: Int, _ random: inout SeededRandom) {
        for number in 0..<count {
            // Whole VPCs one after the other; what does not divide goes to the last.
            let network = min(networks.count - 1, number / max(1, count / networks.count))
            let place = networks[network].groups.count
            let tier: Tier =
                switch place {
                case 0..<3: .management
                case let place where place % 10 == 3: .edge
                case let place where place % 10 < 3: .web
                case let place where place % 10 < 8 || place % 20 == 8: .service
                default: .data
                }
            let ports =
                switch tier {
                case .management: [place == 1 ? 9100 : 22]
                case .edge: [443, 80]
                case .web: [random.pick([80, 443, 8080])]
                case .service: random.some(random.within(1...2), of: Self.servicePorts)
                case .data: [random.pick(Self.dataPorts)]
                }
            let team = Self.teams[(number / 8) % Self.teams.count]
            let role = place < 3 ? ["bastion", "monitoring", "baseline"][place] : "\(team)-\(tier.rawValue)"
            networks[network].groups.append(number)
            groups.append(
                GroupPlan(
                    id: id("sg", number), name: "\(role)-\(number)", team: team, network: network, tier: tier, ports: ports,
                    restrictsEgress: random.chance(25)))
        }
    }

    /// Who calls whom: edge, web, services, data, mostly among neighbours; now and then from the first VPC over a peering.
    mutating func addCalls(_ random: inout SeededRandom) {
        callers = Array(repeating: [], count: groups.count)
        callees = callers
        for number in groups.indices {
            let own = networks[groups[number].network].groups
            let near = own.filter { abs($0 - number) <= 20 && $0 != number }
            func callers(_ tier: Tier, _ count: ClosedRange<Int>) -> [Int] {
                let from = random.chance(80) ? near : own
                return random.some(random.within(count), of: from.filter { groups[$0].tier == tier && $0 != number })
            }
            var chosen: [Int] =
                switch groups[number].tier {
                case .management, .edge: []
                case .web: callers(.edge, 1...5)
                case .service: callers(.web, 1...4) + callers(.service, 2...12)
                case .data: callers(.service, 4...20)
                }
            if groups[number].tier == .service, groups[number].network > 0, random.chance(8) {
                chosen += random.some(2, of: networks[0].groups.filter { groups[$0].tier == .service })
            }
            self.callers[number] = chosen
            for caller in chosen { callees[caller].append(number) }
        }
    }

    mutating func addInterfaces(_ random: inout SeededRandom) {
        var used: [Int: Int] = [:]
        for number in groups.indices where !random.chance(3) {
            let group = groups[number]
            let network = networks[group.network]
            for _ in 0..<random.within(1...5) {
                let tier = [Tier.edge: 0, .web: 1, .management: 1, .service: 2, .data: 3][group.tier] ?? 0
                let subnet = tier * 3 + random.below(3)
                let host = used[group.network * 12 + subnet, default: 0] + 4
                used[group.network * 12 + subnet] = host - 3
                let place = network.subnets[subnet]
                let blocks = [place.v4] + (place.v6.map { [$0] } ?? [])
                var carried = [number]
                if random.chance(15) {
                    let baseline = network.groups[min(2, network.groups.count - 1)]
                    let second = random.chance(50) ? baseline : random.pick(network.groups)
                    if second != number { carried.append(second) }
                }
                let addresses = blocks.map { IPAddress($0.version, bits: $0.address.bits + UInt128(host)) }
                let isPublic = group.tier == .edge && random.chance(60)
                let seen = IPAddress(.v4, bits: UInt128(52 << 24 + interfaces.count * 7 + 1))
                interfaces.append(
                    InterfacePlan(
                        id: id("eni", interfaces.count), privateAddresses: addresses,
                        publicAddress: isPublic ? seen : nil, groups: carried, network: group.network, subnet: subnet))
            }
        }
    }

    /// An address of the internet that no interface has.
    package static func outsideAddress(_ random: inout SeededRandom) -> IPAddress {
        IPAddress(.v4, bits: UInt128(random.pick([3, 18, 34, 62, 81, 91, 145, 193]) << 24 | random.below(1 << 24)))
    }

    static func outsideAddress6(_ random: inout SeededRandom) -> IPAddress {
        IPAddress(.v6, bits: UInt128(0x2a00_0000_0000_0000 | random.next() >> 8) << 64 | UInt128(random.next()))
    }
}
