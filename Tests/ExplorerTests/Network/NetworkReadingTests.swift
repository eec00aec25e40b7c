import CoreModel
import Diagram
import Foundation
import PictureReading
import Reachability
import Readers
import Support
import Testing

@testable import Map

@Suite("The network map read back")
struct NetworkReadingTests {
    /// Inputs with networks of every format.
    private static let inputs = [
        "network/shop", "network/shop-broken", "balancers/plan.json", "balancers/terraform.tfstate", "cloudformation", "cdk",
        "pulumi", "terraform-inline", "terraform-rules",
    ]

    @Test("Ten networks made up by chance: every way of their makers is read back, and no other", arguments: 0..<10)
    func generated(seed: Int) throws {
        let made = GeneratedNetwork(seed: UInt64(seed))
        let map = NetworkMap(Analyzer(try made.inventory()))
        let vpc = try #require(map.vpcs.first)
        for glyphs in GlyphSet.allCases {
            for width in [80, 120, 160] {
                var options = NetworkOptions(width: width, glyphs: glyphs)
                options.drawsAll = true
                let text = NetworkPage(map, 0, options).picture.text
                let read = NetworkPictureReader(text, glyphs: glyphs)
                #expect(read.problems.isEmpty, "\(read.problems)\n\(text)")
                #expect(Set(read.ways.map(\.description)) == made.ways, "\(text)")
                #expect(Set(read.routes.map(\.description)) == made.routes, "\(text)")
                #expect(read.tiers == made.tiers, "\(text)")
            }
        }
        // Folded, the same subnets are counted.
        let text = NetworkPage(map, 0, NetworkOptions(width: 80)).picture.text
        let read = NetworkPictureReader(text, glyphs: .unicode)
        #expect(read.problems.isEmpty, "\(read.problems)\n\(text)")
        #expect(read.tiers.count + read.counted.values.reduce(0, +) == made.tiers.count, "\(text)")
        let gateways = Set(read.ways.filter { $0.source.hasPrefix("nat ") || $0.source.contains("igw") }.map(\.description))
        #expect(gateways == made.ways.filter { $0.hasPrefix("nat ") || $0.hasPrefix("igw") || $0.hasPrefix("eigw") }, "\(text)")
        #expect(vpc.subnets.count == made.tiers.count)
    }

    @Test("Inputs of every format: each way of the map is read back, and no other", arguments: inputs)
    func everyFormat(_ path: String) throws {
        let file = Places.inputs.appending(path: path).path
        let loaded = try InputReader().read([.path(file)])
        let map = NetworkMap(Analyzer(loaded.inventory))
        #expect(!map.vpcs.isEmpty)
        for place in map.vpcs.indices { try check(map, place) }
    }

    @Test("Small inputs from the field that have subnets: each way of the map is read back, and no other")
    func field() throws {
        let folder = Places.tests.appending(path: "FieldTests/Fixtures")
        var count = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
            // Some of them are there to be refused.
            guard let loaded = try? InputReader().read([.path(folder.appending(path: name).path)]) else { continue }
            let map = NetworkMap(Analyzer(loaded.inventory))
            for place in map.vpcs.indices { try check(map, place) }
            count += map.vpcs.count
        }
        #expect(count >= 3)
    }

    @Test("The example: each way of the map is read back, and no other")
    func example() throws {
        let map = NetworkMap(ExampleExplorer.model.analyzer)
        for place in map.vpcs.indices { try check(map, place) }
    }

    private func check(_ map: NetworkMap, _ place: Int) throws {
        let vpc = map.vpcs[place]
        var ways: Set<String> = []
        for row in vpc.rows {
            for way in row.routes.ways {
                let gateway = vpc.gateways[try #require(vpc.gateway(way.target))].title
                for subnet in row.subnets { ways.insert("\(subnet.title) -> \(gateway)") }
            }
        }
        for gateway in vpc.gateways where !gateway.ways.isEmpty || !gateway.feeders.isEmpty {
            if case .gateway(let next) = gateway.onward { ways.insert("\(gateway.title) -> \(vpc.gateways[next].title)") }
            if gateway.onward == .internet { ways.insert("\(gateway.title) -> INTERNET") }
        }
        for glyphs in GlyphSet.allCases {
            var options = NetworkOptions(width: 160, glyphs: glyphs)
            options.drawsAll = true
            let text = NetworkPage(map, place, options).picture.text
            let read = NetworkPictureReader(text, glyphs: glyphs)
            #expect(read.problems.isEmpty, "\(read.problems)\n\(text)")
            #expect(Set(read.ways.map(\.description)) == ways, "\(text)")
            #expect(Set(read.tiers.keys) == Set(vpc.subnets.map(\.title)), "\(text)")
        }
    }
}
