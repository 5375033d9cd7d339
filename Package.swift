// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "winnow",
    targets: [
        .target(name: "WinnowModel"),
        .testTarget(name: "WinnowModelTests", dependencies: ["WinnowModel"]),
    ]
)
