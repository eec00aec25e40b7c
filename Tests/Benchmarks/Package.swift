// swift-tools-version: 6.2

import PackageDescription

/// What the program's rooms cost, measured on environments made from a seed, and its pictures beside those of others.
///
/// Each benchmark is an executable of its own.
let package = Package(
    name: "Benchmarks",
    products: [
        .executable(name: "reachability", targets: ["ReachabilityBenchmark"]),
        .executable(name: "diagram", targets: ["DiagramBenchmark"]),
        .executable(name: "review", targets: ["ReviewBenchmark"]),
        .executable(name: "reading", targets: ["ReadingBenchmark"]),
        .executable(name: "network", targets: ["NetworkBenchmark"]),
        .executable(name: "explorer", targets: ["ExplorerBenchmark"]),
        .executable(name: "scale", targets: ["ScaleBenchmark"]),
        .executable(name: "flowlogs", targets: ["FlowLogBenchmark"]),
        .executable(name: "events", targets: ["EventsBenchmark"]),
    ],
    dependencies: [.package(name: "sgscope", path: "../..")],
    targets: [
        .systemLibrary(name: "CHeap"),
        .target(name: "Measuring", dependencies: ["CHeap"]),
        .target(name: "Environments", dependencies: [.product(name: "CoreModel", package: "sgscope")]),
        .target(name: "CParse", linkerSettings: [.linkedLibrary("simdjson")]),
        .executableTarget(
            name: "ReadingBenchmark",
            dependencies: [
                "CParse", "Environments", "Measuring",
                .product(name: "CoreModel", package: "sgscope"),
                .product(name: "Readers", package: "sgscope"),
            ]),
        .executableTarget(
            name: "NetworkBenchmark",
            dependencies: [
                "Measuring",
                .product(name: "CoreModel", package: "sgscope"),
                .product(name: "Reachability", package: "sgscope"),
                .product(name: "Readers", package: "sgscope"),
                .product(name: "Trial", package: "sgscope"),
            ]),
        .executableTarget(
            name: "FlowLogBenchmark",
            dependencies: [
                "Measuring", .product(name: "FlowLogs", package: "sgscope"), .product(name: "Traffic", package: "sgscope"),
                .product(name: "CoreModel", package: "sgscope"), .product(name: "Reachability", package: "sgscope"),
                .product(name: "Readers", package: "sgscope"),
            ]),
        .executableTarget(name: "EventsBenchmark", dependencies: ["Measuring"]),
        .executableTarget(name: "ReviewBenchmark", dependencies: ["Environments", "Measuring"]),
        .executableTarget(
            name: "ReachabilityBenchmark",
            dependencies: [
                "Environments", "Measuring",
                .product(name: "CoreModel", package: "sgscope"),
                .product(name: "Reachability", package: "sgscope"),
                .product(name: "Readers", package: "sgscope"),
            ]),
        .executableTarget(
            name: "ScaleBenchmark",
            dependencies: ["Environments", "Measuring", .product(name: "sgscope", package: "sgscope")]),
        .executableTarget(
            name: "ExplorerBenchmark",
            dependencies: [
                "Environments", "Measuring",
                .product(name: "CoreModel", package: "sgscope"),
                .product(name: "Reachability", package: "sgscope"),
                .product(name: "Diagram", package: "sgscope"),
                .product(name: "Explorer", package: "sgscope"),
                .product(name: "Frames", package: "sgscope"),
                .product(name: "PseudoTerminal", package: "sgscope"),
            ]),
        .executableTarget(
            name: "DiagramBenchmark",
            dependencies: [
                "Environments", "Measuring",
                .product(name: "CoreModel", package: "sgscope"),
                .product(name: "Text", package: "sgscope"),
                .product(name: "Diagram", package: "sgscope"),
                .product(name: "PictureReading", package: "sgscope"),
            ]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
