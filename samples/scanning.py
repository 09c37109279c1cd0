"""What happens to a page on its way to a scan, and where each point of it comes to lie.

Pictures go in and out as rows by columns (by blue, green, red). Beside each damage that moves the
page stands the matrix of the same movement (3 by 3, of homogeneous pixel coordinates), so that the
place of a cell in a scan is known and need not be found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

Matrix = np.ndarray

DESK = (70, 85, 95)

HELD = ((0.03, 0.02), (-0.01, 0.04), (-0.045, -0.01), (0.015, -0.035))
"""How far the corners of a page move in the photographed sample (upper left, upper right, lower right,
lower left), in widths and heights of the picture."""


@dataclass(frozen=True)
class Damage:
    """One way to spoil pages."""

    spoil: Callable[[np.ndarray, np.random.Generator], np.ndarray]
    place: Callable[[int, int], Matrix]
    """From pixels of the sound picture, whose width and height it is given, to those of the spoiled one."""


def scanned(skew: float = 0.7) -> Damage:
    """As a sound office scanner leaves it: crooked by ``skew`` degrees."""

    def spoil(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        soft = cv2.GaussianBlur(_turned(_grey(picture), skew), (0, 0), 0.6)
        return _noisy(soft * 0.85 + 30, 8, rng)

    return Damage(spoil, lambda width, height: _skewing(width, height, skew))


def in_colour(skew: float = 0.7) -> Damage:
    """As :func:`scanned`, by a colour scanner."""

    def spoil(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        soft = cv2.GaussianBlur(_turned(picture, skew), (0, 0), 0.6)
        return _noisy(soft * 0.85 + 30, 8, rng)

    return Damage(spoil, lambda width, height: _skewing(width, height, skew))


def poor(skew: float = -1.5) -> Damage:
    """As a worn scanner leaves it, more crooked and softer."""

    def spoil(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        soft = cv2.GaussianBlur(_turned(_grey(picture), skew), (0, 0), 0.7)
        return _noisy(soft * 0.8 + 35, 10, rng)

    return Damage(spoil, lambda width, height: _skewing(width, height, skew))


def faxed(skew: float = -0.6) -> Damage:
    """Black and white only, with ragged edges and specks."""

    def spoil(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        page = np.where(_noisy(_turned(_grey(picture), skew), 18, rng) < 150, 0, 255).astype(np.uint8)
        for _ in range(page.size // 1250):
            y, x = rng.integers(0, page.shape[0] - 2), rng.integers(0, page.shape[1] - 2)
            side = rng.integers(1, 3)
            page[y : y + side, x : x + side] = 0 if rng.random() < 0.8 else 255
        return page

    return Damage(spoil, lambda width, height: _skewing(width, height, skew))


def photographed(held: tuple[tuple[float, float], ...] = HELD, desk: tuple[int, ...] = DESK) -> Damage:
    """Held at an angle over a desk of this colour, light from one side, a little out of focus."""

    def spoil(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        edge = _edge(picture.shape[1])
        page = cv2.copyMakeBorder(picture, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=desk)
        height, width = page.shape[:2]
        matrix = _holding(width, height, held)
        page = cv2.warpPerspective(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=desk)
        rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
        far = np.hypot(columns - width * 0.2, rows - height * 0.1) / np.hypot(width, height)
        lit = cv2.GaussianBlur(page * (1 - 0.55 * far)[..., None], (0, 0), 0.9)
        return _noisy(lit, 5, rng)

    def place(width: int, height: int) -> Matrix:
        edge = _edge(width)
        onto_desk = np.array([[1, 0, edge], [0, 1, edge], [0, 0, 1]], float)
        return _holding(width + 2 * edge, height + 2 * edge, held) @ onto_desk

    return Damage(spoil, place)


def harder(damage: Damage, curl: float, shadow: float, motion: int) -> Damage:
    """The same of a sheet that bulges, with the hand's shadow over it and the hand not still.

    Args:
        damage: what else happened to the page.
        curl: by how much of the height its rows rise in their middle.
        shadow: share of the light that the shadow leaves.
        motion: pixels by which the hand moved.
    """

    def spoil(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        page = damage.spoil(picture, rng)
        height, width = page.shape[:2]
        rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
        risen = (rows + curl * height * np.sin(np.pi * columns / width)).astype(np.float32)
        page = cv2.remap(page, columns, risen, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
        slant = rng.uniform(-0.5, 0.5)
        dark = (columns + slant * rows > width * rng.uniform(0.3, 0.7)).astype(np.float32)
        light = 1 - (1 - shadow) * cv2.GaussianBlur(dark, (0, 0), 12)
        line = np.zeros((motion, motion), np.float32)
        cv2.line(line, (0, int(rng.integers(motion))), (motion - 1, int(rng.integers(motion))), 1.0)
        return np.asarray(cv2.filter2D(page * light[..., None], -1, line / line.sum()), np.uint8)

    return Damage(spoil, damage.place)


def sideways(damage: Damage, quarters: int) -> Damage:
    """The same, then turned by so many quarters against the clock."""

    def spoil(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        return np.ascontiguousarray(np.rot90(damage.spoil(picture, rng), quarters))

    def place(width: int, height: int) -> Matrix:
        matrix = damage.place(width, height)
        for _ in range(quarters % 4):
            matrix = np.array([[0, 1, 0], [-1, 0, width - 1], [0, 0, 1]], float) @ matrix
            width, height = height, width
        return matrix

    return Damage(spoil, place)


def _grey(picture: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)


def _turned(picture: np.ndarray, degrees: float) -> np.ndarray:
    height, width = picture.shape[:2]
    matrix = _skewing(width, height, degrees)[:2]
    return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,) * 3)


def _skewing(width: int, height: int, degrees: float) -> Matrix:
    return np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1), [0, 0, 1]])


def _edge(width: int) -> int:
    """Width of the desk that is seen around a page, in pixels."""
    return width // 16


def _holding(width: int, height: int, held: tuple[tuple[float, float], ...]) -> Matrix:
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = corners + np.array(held, np.float32) * np.array([width, height], np.float32)
    return cv2.getPerspectiveTransform(corners, moved)


def _noisy(picture: np.ndarray, sigma: float, rng: np.random.Generator) -> np.ndarray:
    """With the grain of a sensor."""
    return np.clip(picture + rng.normal(0, sigma, picture.shape), 0, 255).astype(np.uint8)
